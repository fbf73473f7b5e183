/** The permission matrix: roles by permissions, roles by actions of each process, and endpoints. */
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { App, Checkbox, Space, Tabs, Tooltip } from 'antd';
import { useState } from 'react';
import { type Answer, api, type Input, read } from '../../../../web/api.ts';
import {
  GuardedButton,
  NeedsCounty,
  Scrollable,
  UnsavedGuard,
} from '../../../../web/console/admin/parts.tsx';
import { ConsoleTitle, ProblemNotice } from '../../../../web/console/states.tsx';
import { useMarks, useNamed, useTexts } from '../../../../web/texts.ts';
import { ActionMatrix } from './action-matrix.tsx';
import { EndpointTable } from './endpoint-table.tsx';
import { RoleOffers } from './role-offers.tsx';
import { identityPageTexts } from './texts.ts';
import { type Held, heldOf, type Turned, withTurned } from './turned.ts';
import { useWhyNotRoles } from './why-not-roles.ts';
import './people.css';

export type Role = Answer<'GET /api/roles'>['items'][number];
export type PermissionList = Answer<'GET /api/permissions'>;
export function RolesPage() {
  const say = useTexts(identityPageTexts);
  const roles = useSuspenseQuery(read('GET /api/roles', {})).data.items;
  const list = useSuspenseQuery(read('GET /api/permissions', {})).data;
  return (
    <>
      <ConsoleTitle name={say('roles')} />
      <p className="admin-soft">{say('rolesHelp')}</p>
      <RoleOffers list={list} />
      <Tabs
        items={[
          {
            key: 'permissions',
            label: say('permissions'),
            children: <PermissionMatrix roles={roles} list={list} />,
          },
          {
            key: 'actions',
            label: say('action'),
            children: (
              <NeedsCounty>
                {(county) => <ActionMatrix county={county} roles={roles} />}
              </NeedsCounty>
            ),
          },
          {
            key: 'endpoints',
            label: say('endpoints'),
            children: <EndpointTable list={list} roles={roles} />,
          },
        ]}
      />
    </>
  );
}

/** What was turned lies over what the server holds: read again, the one does not undo the other. */
function PermissionMatrix({ roles, list }: { roles: readonly Role[]; list: PermissionList }) {
  const [turned, setTurned] = useState<Turned>({});
  const held = heldOf(roles, turned);
  const changed = roles.filter((role) => !isSame(role.permissions, held[role.code] ?? []));
  const turn = (role: string, permission: string) =>
    setTurned(withTurned(turned, held, { role, permission }));
  return (
    <>
      <UnsavedGuard isDirty={changed.length > 0} />
      <SaveRoles changed={changed} held={held} list={list} />
      <MatrixTable roles={roles} list={list} held={held} onTurn={turn} />
    </>
  );
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((code) => other.includes(code));
}

/** What a role gains and loses, in words of their own. */
function linesOf(role: Role, held: readonly string[]) {
  const gained = held.filter((code) => !role.permissions.includes(code));
  const lost = role.permissions.filter((code) => !held.includes(code));
  const lines = [
    { key: `${role.code} +`, words: 'roleGains', codes: gained },
    { key: `${role.code} -`, words: 'roleLoses', codes: lost },
  ] as const;
  return lines.filter(({ codes }) => codes.length > 0);
}

function SaveRoles({
  changed,
  held,
  list,
}: {
  changed: readonly Role[];
  held: Held;
  list: PermissionList;
}) {
  const say = useTexts(identityPageTexts);
  const named = useNamed();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const why = useWhyNotRoles();
  const nameOf = (code: string) =>
    named(list.permissions.find((one) => one.code === code) ?? { zh: code });
  const save = useMutation({
    mutationFn: async () => {
      for (const { code } of changed) {
        // The list shows only codes that the server has named.
        const permissions = [
          ...(held[code] ?? []),
        ] as Input<'PUT /api/roles/{code}'>['body']['permissions'];
        await api('PUT /api/roles/{code}', { params: { code }, body: { permissions } });
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['GET /api/roles'] }),
  });
  const ask = () =>
    void modal.confirm({
      title: say('saveRoles', { count: changed.length }),
      content: (
        <>
          <p>{say('rolesAsk')}</p>
          <ul>
            {changed.flatMap((role) =>
              linesOf(role, held[role.code] ?? []).map(({ key, words, codes }) => (
                <li key={key}>
                  {say(words, { role: named(role), names: codes.map(nameOf).join(say('and')) })}
                </li>
              )),
            )}
          </ul>
        </>
      ),
      width: 520,
      onOk: () => save.mutateAsync().catch(() => undefined),
    });
  return (
    <Space className="admin-bar" wrap>
      <GuardedButton
        permission="account.manage"
        type="primary"
        why={why}
        disabled={changed.length === 0}
        onClick={ask}
      >
        {say('saveRoles', { count: changed.length })}
      </GuardedButton>
      <ProblemNotice error={save.error} />
    </Space>
  );
}

function MatrixTable({
  roles,
  list,
  held,
  onTurn,
}: {
  roles: readonly Role[];
  list: PermissionList;
  held: Held;
  onTurn: (role: string, permission: string) => void;
}) {
  const say = useTexts(identityPageTexts);
  const named = useNamed();
  const locked = useWhyNotRoles();
  return (
    <Scrollable label={say('permissions')}>
      <table className="roles-table">
        <thead>
          <tr>
            <th scope="col">{say('permission')}</th>
            {roles.map((role) => (
              <th scope="col" key={role.code}>
                {named(role)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.permissions.map((permission) => (
            <tr key={permission.code}>
              <th scope="row">
                {named(permission)} <code>{permission.code}</code>
              </th>
              {roles.map((role) => (
                <td key={role.code}>
                  <Cell
                    role={role}
                    permission={permission}
                    list={list}
                    held={held[role.code] ?? []}
                    locked={locked}
                    onTurn={() => onTurn(role.code, permission.code)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  );
}

function Cell({
  role,
  permission,
  list,
  held,
  locked,
  onTurn,
}: {
  role: Role;
  permission: PermissionList['permissions'][number];
  list: PermissionList;
  held: readonly string[];
  locked: string | null;
  onTurn: () => void;
}) {
  const say = useTexts(identityPageTexts);
  const named = useNamed();
  const marks = useMarks();
  const has = held.includes(permission.code);
  const clash = list.permissions.filter(
    (one) => permission.apart.includes(one.code) && held.includes(one.code),
  );
  const isKept = has && role.code === 'administrator' && permission.code === 'account.manage';
  const why =
    (isKept && say('keeper')) ||
    (!has &&
      clash.length > 0 &&
      say('apart', { names: marks.list(clash.map((one) => named(one))) })) ||
    locked;
  const label = marks.pair(
    say(has ? 'holds' : 'holdsNot', { role: named(role) }),
    named(permission),
  );
  const box = (
    <Checkbox checked={has} disabled={Boolean(why)} onChange={onTurn} aria-label={label} />
  );
  // A reason on each of 300 boxes would be noise: only what is special about this one is said.
  return why && why !== locked ? <Tooltip title={why}>{box}</Tooltip> : box;
}
