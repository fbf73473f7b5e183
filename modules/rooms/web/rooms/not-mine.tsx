/** For whoever reads a phone on the page that is not theirs. */
import { useTexts } from '../../../../web/texts.ts';
import { CentrePhone } from './centre-phone.tsx';
import { troubleTexts } from './trouble-texts.ts';

export function NotMine({ county }: { county: string | null }) {
  const say = useTexts(troubleTexts);
  return (
    <details className="room-else">
      <summary>{say('notMine')}</summary>
      <p>{say('notMineLead')}</p>
      <ul>
        <li>{say('notMineElse')}</li>
        <li>{say('notMineChanged')}</li>
      </ul>
      <CentrePhone county={county} />
    </details>
  );
}
