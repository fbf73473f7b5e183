/** What lies under the maps of a county: chosen, tried on a small map, published as a version. */
import { useQueryClient } from '@tanstack/react-query';
import { Form } from 'antd';
import { useEffect, useState } from 'react';
import { BegunOn } from '../../../../../web/console/admin/begun.tsx';
import { CountySelect, NeedsCounty } from '../../../../../web/console/admin/parts.tsx';
import { keyOf, type Rule, useRule } from '../../../../../web/console/admin/rule.ts';
import { ConsoleTitle } from '../../../../../web/console/states.tsx';
import { useSearchState } from '../../../../../web/router.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { useDraft } from '../draft.ts';
import { RuleEditor } from '../editor.tsx';
import { MapFields } from './form.tsx';
import { mapSettingTexts } from './texts.ts';
import { MapTrial } from './trial.tsx';
import { useTried } from './use-tried.ts';
import {
  documentOf,
  type HeldMap,
  searchOf,
  type Written,
  written,
  writtenIn,
  writtenOf,
} from './written.ts';
import './map-settings.css';

export function MapSettingsPage() {
  const say = useTexts(mapSettingTexts);
  return (
    <>
      <ConsoleTitle name={say('title')}>
        <CountySelect />
      </ConsoleTitle>
      <NeedsCounty>{(county) => <OfCounty key={county} county={county} />}</NeedsCounty>
    </>
  );
}

function OfCounty({ county }: { county: string }) {
  const rule = useRule(county, 'map');
  return <BegunOn rule={rule}>{(begun) => <Editor rule={begun} />}</BegunOn>;
}

/** The map reads its settings again once another version holds. */
function useForgetMaps(rule: Rule): void {
  const client = useQueryClient();
  const held = keyOf(rule);
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['GET /api/map/settings'] });
  }, [client, held]);
}

function Editor({ rule }: { rule: Rule }) {
  const say = useTexts(mapSettingTexts);
  useForgetMaps(rule);
  const [search, change] = useSearchState();
  // A document of this kind has passed its check when it was published.
  const [begun] = useState(() => writtenOf((rule.held?.body as HeldMap | undefined) ?? null));
  const draft = useDraft<Written>(begun, writtenIn(search) ?? begun);
  const [form] = Form.useForm<Written>();
  const [isOpening, setOpening] = useState(false);
  const document = documentOf(draft.value);
  const tried = useTried(rule.county, document);
  useOpening(isOpening, rule.county, draft.value);
  const reset = () => {
    draft.reset();
    form.setFieldsValue(begun);
    change(Object.fromEntries(written.map((key) => [key, undefined])));
  };
  const open = () =>
    void form.validateFields().then(
      () => setOpening(true),
      () => undefined,
    );
  return (
    <RuleEditor
      rule={rule}
      // What is opened anew keeps its changes in the address: nothing is lost.
      draft={{ value: document, reset, isDirty: draft.isDirty && !isOpening }}
      help={say('help')}
      affects={<p>{say('affects')}</p>}
      wordOf={(key) => (isField(key) ? say(key) : key)}
    >
      <div className="map-settings">
        <section className="admin-panel" aria-label={say('basemap')}>
          <Form<Written>
            name="basemap"
            form={form}
            layout="vertical"
            initialValues={draft.value}
            onValuesChange={() => draft.change({ ...begun, ...form.getFieldsValue(true) })}
          >
            <MapFields file={tried.file} />
          </Form>
        </section>
        <MapTrial
          county={rule.county}
          isDecided={rule.held !== null}
          draft={draft.isDirty ? document : null}
          tried={tried}
          onOpen={open}
        />
      </div>
    </RuleEditor>
  );
}

const fields = ['basemap', ...written.filter((key) => key !== 'kind')] as const;

function isField(key: string): key is (typeof fields)[number] {
  return (fields as readonly string[]).includes(key);
}

/** Only after the guard against losing changes has let go. */
function useOpening(isOpening: boolean, county: string, form: Written): void {
  useEffect(() => {
    if (!isOpening) return;
    const search = new URLSearchParams({ county, ...searchOf(form) });
    location.assign(`${location.pathname}?${search}`);
  }, [isOpening, county, form]);
}
