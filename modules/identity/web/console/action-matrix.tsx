/** Who may take each action of a process: roles across, the standing it asks for in the cell. */
import { useSuspenseQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../../../web/api.ts';
import { Scrollable } from '../../../../web/console/admin/parts.tsx';
import { useRule } from '../../../../web/console/admin/rule.ts';
import { standingTexts } from '../../../../web/console/admin/standings.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import type { ProcessShape } from '../../../matters/contract/documents.ts';
import type { Role } from './roles-page.tsx';
import { identityPageTexts } from './texts.ts';

type Process = z.output<typeof ProcessShape>;
type Taker = Process['actions'][string]['by'][number];

export function ActionMatrix({ county, roles }: { county: string; roles: readonly Role[] }) {
  const names = useSuspenseQuery({
    queryKey: ['processes', county],
    queryFn: () => processNames(county),
  }).data;
  return names.map((name) => <OfProcess key={name} county={county} name={name} roles={roles} />);
}

async function processNames(county: string): Promise<string[]> {
  const pages = await Promise.all(
    [county, '*'].map((whose) =>
      api('GET /api/rulebook', { query: { kind: 'process', county: whose, limit: 100 } }).catch(
        () => ({ items: [] }),
      ),
    ),
  );
  const heads = pages.flatMap((page) => page.items);
  return [...new Set(heads.map((head) => head.name))].sort();
}

function OfProcess({
  county,
  name,
  roles,
}: {
  county: string;
  name: string;
  roles: readonly Role[];
}) {
  const say = useTexts(identityPageTexts);
  const named = useNamed();
  const { held } = useRule(county, 'process', name);
  if (!held) return null;
  // Published processes have passed the check of their shape.
  const process = held.body as Process;
  const title = say('actionsOf', { title: named(process.title) });
  const acting = roles.filter((role) => role.permissions.includes('matter.act'));
  return (
    <section>
      <h2>{title}</h2>
      <Scrollable label={title}>
        <table className="roles-table">
          <thead>
            <tr>
              <th scope="col">{say('action')}</th>
              {acting.map((role) => (
                <th scope="col" key={role.code}>
                  {named(role)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Object.entries(process.actions).map(([code, action]) => (
              <tr key={code}>
                <th scope="row">
                  {named(action)} <code>{code}</code>
                </th>
                {acting.map((role) => (
                  <td key={role.code}>
                    <Standings by={action.by} role={role.code} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
    </section>
  );
}

function Standings({ by, role }: { by: readonly Taker[]; role: string }) {
  const say = useTexts(standingTexts);
  const fitting = by.filter((taker) => !taker.roles || taker.roles.includes(role));
  const residents = new Set(['reporter', 'follower', 'anyResident', 'system']);
  const standings = fitting.map((taker) => taker.standing).filter((one) => !residents.has(one));
  return [...new Set(standings)].map((standing) => (
    <span key={standing} className="roles-standing">
      {say(standing as 'owner')}
    </span>
  ));
}
