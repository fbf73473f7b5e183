/** How far a proxy may go: ticked when the mandate is given, and told wherever it stands. */
import { defineTexts, useTexts } from '../../../../web/texts.ts';
import { Tick } from '../../../../web/ui/parts.tsx';

export type Scope = { mayMessage: boolean; mayReview: boolean };

const scopeTexts = defineTexts('portal.mandateScope', {
  follow: { zh: '查看进展', en: 'following it' },
  mayMessage: { zh: '可以代为补充说明', en: 'May add messages for the petitioner' },
  mayReview: { zh: '可以代为申请复查、复核', en: 'May ask for reviews for the petitioner' },
});

export function ScopeTicks({ scope, put }: { scope: Scope; put: (part: Partial<Scope>) => void }) {
  const say = useTexts(scopeTexts);
  return (['mayMessage', 'mayReview'] as const).map((what) => (
    <Tick
      key={what}
      label={say(what)}
      checked={scope[what]}
      onChange={(may) => put({ [what]: may })}
    />
  ));
}

export function useScopeWords(): (scope: Scope) => string {
  const say = useTexts(scopeTexts);
  return (scope) =>
    [
      say('follow'),
      ...(scope.mayMessage ? [say('mayMessage')] : []),
      ...(scope.mayReview ? [say('mayReview')] : []),
    ].join(' · ');
}
