/** Who is invited to a session, and on whose side. */
import { Checkbox, Input, Select } from 'antd';
import { newKey } from '../../../../web/new-key.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Row } from './form-parts.tsx';
import { sessionTexts } from './texts.ts';

type Side = 'applicant' | 'respondent' | 'clerk' | 'helper';
export type Who = {
  key: string;
  side: Side;
  withSide: 'applicant' | 'respondent' | '';
  name: string;
  phone: string;
  isOnSite: boolean;
};

const SIDES = ['applicant', 'respondent', 'clerk', 'helper'] as const;
const WITH = ['applicant', 'respondent'] as const;
export const newWho = (side: Side): Who => ({
  key: newKey(),
  side,
  withSide: '',
  name: '',
  phone: '',
  isOnSite: false,
});

export const bodyOf = ({ side, withSide, name, phone, isOnSite }: Who) => ({
  side,
  name,
  ...(side === 'helper' && withSide !== '' && { withSide }),
  ...(phone !== '' && { phone }),
  ...(isOnSite && { isOnSite }),
});

export function WhoRows({ who, onChange }: { who: Who; onChange: (next: Who) => void }) {
  const say = useTexts(sessionTexts);
  return (
    <>
      <Row label={say('side')}>
        {(id) => (
          <Select
            id={id}
            value={who.side}
            options={SIDES.map((value) => ({ value, label: say(value) }))}
            onChange={(side) => onChange({ ...who, side })}
          />
        )}
      </Row>
      {who.side === 'helper' && (
        <Row label={say('withSide')}>
          {(id) => (
            <Select
              id={id}
              value={who.withSide}
              options={[
                { value: '', label: say('nobody') },
                ...WITH.map((value) => ({ value, label: say(value) })),
              ]}
              onChange={(withSide) => onChange({ ...who, withSide })}
            />
          )}
        </Row>
      )}
      <Row label={say('name')}>
        {(id) => (
          <Input
            id={id}
            required
            maxLength={60}
            value={who.name}
            onChange={(event) => onChange({ ...who, name: event.target.value })}
          />
        )}
      </Row>
      <Row label={say('phone')}>
        {(id) => (
          <Input
            id={id}
            inputMode="numeric"
            pattern="1[3-9][0-9]{9}"
            maxLength={11}
            value={who.phone}
            onChange={(event) => onChange({ ...who, phone: event.target.value.trim() })}
          />
        )}
      </Row>
      <Checkbox
        checked={who.isOnSite}
        onChange={(event) => onChange({ ...who, isOnSite: event.target.checked })}
      >
        {say('isOnSite')}
      </Checkbox>
    </>
  );
}
