/** Who may sign in to the open demo, on the sign-in page of the console and of the field app. */
import { useAboutIfKnown } from './about.ts';
import { staffSignInTexts } from './staff-sign-in.ts';
import { useNamed, useTexts } from './texts.ts';
import './demo-accounts.css';

/** `first`: the role that this face is made for stands above. */
export function DemoAccounts({
  first,
  onChoose,
}: {
  first?: string;
  onChoose: (name: string, password: string) => void;
}) {
  const say = useTexts(staffSignInTexts);
  const named = useNamed();
  const demo = useAboutIfKnown()?.demo;
  if (!demo?.password) return null;
  const { password, accounts } = demo;
  const ordered = [
    ...accounts.filter((one) => one.role === first),
    ...accounts.filter((one) => one.role !== first),
  ];
  return (
    <section className="demo-accounts">
      <h2>{say('demoTitle')}</h2>
      <p>{say('demoPassword', { password })}</p>
      <ul>
        {ordered.map((account) => (
          <li key={account.name}>
            <button type="button" onClick={() => onChoose(account.name, password)}>
              {account.name}
            </button>{' '}
            {named(account)}
          </li>
        ))}
      </ul>
    </section>
  );
}
