/** Which channel a party would rather have: one field, by their link and by their account. */
import { useTexts } from '../../../../web/texts.ts';
import { Field } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { invitationTexts } from '../texts.ts';

const channels = ['people', 'administrative', 'industry', 'judicial'] as const;
export type Channel = (typeof channels)[number];

export function WishField({
  wish,
  isBusy,
  error,
  onWish,
}: {
  wish: Channel | null;
  isBusy: boolean;
  error: unknown;
  onWish: (channel: Channel) => void;
}) {
  const say = useTexts(invitationTexts);
  return (
    <>
      <ProblemNote error={error} />
      <Field label={say('wish')} hint={say('wishLead')}>
        {(tie) => (
          <select
            {...tie}
            value={wish ?? ''}
            disabled={isBusy}
            onChange={(event) => {
              const next = channels.find((one) => one === event.target.value);
              if (next) onWish(next);
            }}
          >
            {/* What was said is changed, and not unsaid: it stands in the log. */}
            {wish === null && <option value="">{say('wishNone')}</option>}
            {channels.map((one) => (
              <option key={one} value={one}>
                {say(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <p className="muted" role="status">
        {wish !== null && say('wishSaid', { channel: say(wish) })}
      </p>
    </>
  );
}
