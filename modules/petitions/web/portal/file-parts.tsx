/** The parts of a petition for somebody: whom, what, under which mandate, and all of it to read. */
import { useQuery } from '@tanstack/react-query';
import { read } from '../../../../web/api.ts';
import { RegionPick, useRegionsBelow } from '../../../../web/portal/region-pick.tsx';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Choices, Field } from '../../../../web/ui/parts.tsx';
import { PhoneField, TextField } from '../../../../web/ui/text-field.tsx';
import { fileTexts } from './file-texts.ts';
import { helperSorts, type Missing, type Written } from './filing.ts';
import { ScopeTicks, useScopeWords } from './mandate-scope.tsx';

type Parts = {
  written: Written;
  put: (part: Partial<Written>) => void;
  errorOf: (what: Missing) => string | null;
};

export function PetitionerFields({ written, put, errorOf }: Parts) {
  const say = useTexts(fileTexts);
  return (
    <section className="card">
      <h2>{say('whom')}</h2>
      <TextField
        label={say('petitionerName')}
        id="file-name"
        error={errorOf('name')}
        maxLength={50}
        value={written.petitioner}
        onChange={(petitioner) => put({ petitioner })}
      />
      <PhoneField
        label={say('petitionerPhone')}
        hint={say('petitionerPhoneHint')}
        id="file-phone"
        error={errorOf('phone')}
        value={written.phone}
        onChange={(phone) => put({ phone })}
      />
    </section>
  );
}

/** What a proxy may bring: kinds of petition that are not sealed, the most exact ones. */
function usePetitionKinds(county: string) {
  const { data } = useQuery(read('GET /api/categories', { query: { county } }));
  const items = data?.items ?? [];
  const parents = new Set(items.map(({ parent }) => parent));
  return items.filter(
    ({ code, kind, isSealed }) => kind === 'petition' && !isSealed && !parents.has(code),
  );
}

export function PetitionFields({ written, put, errorOf, county }: Parts & { county: string }) {
  const say = useTexts(fileTexts);
  const named = useNamed();
  const kinds = usePetitionKinds(county);
  const towns = useRegionsBelow(county);
  const villages = useRegionsBelow(written.town);
  return (
    <section className="card">
      <h2>{say('what')}</h2>
      <Choices
        legend={say('category')}
        id="file-category"
        error={errorOf('category')}
        options={kinds.map((one) => ({ value: one.code, label: named(one) }))}
        value={written.category || null}
        onChange={(category) => put({ category })}
      />
      <Field label={say('words')} id="file-text" error={errorOf('text')}>
        {(tie) => (
          <textarea
            {...tie}
            className="input"
            rows={6}
            maxLength={4000}
            value={written.text}
            onChange={(event) => put({ text: event.target.value })}
          />
        )}
      </Field>
      <RegionPick
        label={say('town')}
        regions={towns}
        value={written.town}
        id="file-region"
        error={errorOf('region')}
        onPick={(town) => put({ town, village: '' })}
      />
      {written.town !== '' && (
        <RegionPick
          label={say('village')}
          regions={villages}
          value={written.village}
          none={say('wholeTown')}
          onPick={(village) => put({ village })}
        />
      )}
    </section>
  );
}

export function MandateFields({ written, put, errorOf }: Parts) {
  const say = useTexts(fileTexts);
  return (
    <section className="card">
      <h2>{say('mandate')}</h2>
      <Choices
        legend={say('helper')}
        options={helperSorts.map((value) => ({ value, label: say(value) }))}
        value={written.helper}
        onChange={(helper) => put({ helper: helper as Written['helper'] })}
      />
      <TextField
        label={say('name')}
        id="file-own"
        error={errorOf('own')}
        maxLength={60}
        value={written.name}
        onChange={(name) => put({ name })}
      />
      <ScopeTicks scope={written} put={put} />
      <TextField
        label={say('reportOn')}
        hint={say('reportOnHint')}
        id="file-day"
        error={errorOf('day')}
        type="date"
        value={written.reportOn}
        onChange={(reportOn) => put({ reportOn })}
      />
    </section>
  );
}

/** All on one card, so that who is helped can read it before they say yes. */
export function Reading({ written, county }: { written: Written; county: string }) {
  const say = useTexts(fileTexts);
  const named = useNamed();
  const kind = usePetitionKinds(county).find(({ code }) => code === written.category);
  const scope = useScopeWords()(written);
  const { petitioner, phone, text, name, helper, reportOn } = written;
  return (
    <section className="card" aria-labelledby="file-check">
      <h2 id="file-check">{say('check')}</h2>
      <p>{say('checkHint')}</p>
      <dl className="facts">
        <dt>{say('whom')}</dt>
        <dd>
          {petitioner} {phone}
        </dd>
        <dt>{say('what')}</dt>
        <dd>
          {kind && <strong>{named(kind)}</strong>} {text}
        </dd>
        <dt>{say('mandate')}</dt>
        <dd>
          {say('by', { name, helper: say(helper) })} · {say('scope', { what: scope })}
          {reportOn !== '' && <> · {say('reportBy', { on: reportOn })}</>}
        </dd>
      </dl>
    </section>
  );
}
