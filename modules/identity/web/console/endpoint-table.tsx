/** Every endpoint with the permission that it asks for, who holds it, and what it leaves behind. */
import { Input, Table } from 'antd';
import { useState } from 'react';
import { Scrollable } from '../../../../web/console/admin/parts.tsx';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { useMarks, useNamed, useTexts } from '../../../../web/texts.ts';
import type { PermissionList, Role } from './roles-page.tsx';
import { identityPageTexts } from './texts.ts';

export function EndpointTable({ list, roles }: { list: PermissionList; roles: readonly Role[] }) {
  const say = useTexts(identityPageTexts);
  const admin = useTexts(adminTexts);
  const named = useNamed();
  const marks = useMarks();
  const [words, setWords] = useState('');
  const who = (permission: string) => {
    if (permission === 'public') return say('everyone');
    if (permission === 'signedIn') return say('signedIn');
    return marks.list(
      roles.filter((role) => role.permissions.includes(permission)).map((role) => named(role)),
    );
  };
  const shown = list.endpoints.filter((one) =>
    `${one.method} ${one.path} ${one.zh} ${one.en} ${one.permission}`
      .toLowerCase()
      .includes(words.trim().toLowerCase()),
  );
  return (
    <>
      <Input.Search
        className="admin-bar"
        allowClear
        aria-label={admin('search')}
        placeholder={admin('search')}
        onChange={(event) => setWords(event.target.value)}
      />
      <Scrollable label={say('endpoints')}>
        <Table
          size="small"
          rowKey={(one) => `${one.method} ${one.path}`}
          dataSource={shown}
          pagination={{ pageSize: 50, showSizeChanger: false, hideOnSinglePage: true }}
          columns={[
            {
              title: say('endpoint'),
              render: (_, one) => <code>{`${one.method} ${one.path}`}</code>,
            },
            { title: say('name'), render: (_, one) => named(one) },
            { title: say('permission'), render: (_, one) => <code>{one.permission}</code> },
            { title: say('who'), render: (_, one) => who(one.permission) },
            {
              title: say('logVerb'),
              render: (_, { journal }) => (journal === 'none' ? '' : <code>{journal}</code>),
            },
          ]}
        />
      </Scrollable>
    </>
  );
}
