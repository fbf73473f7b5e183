/** Which version of a rule holds, and all there were. */
import { Button, Drawer, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTime } from '../../dates.ts';
import { serverNow } from '../../server-clock.ts';
import { useTexts } from '../../texts.ts';
import { Scrollable } from './parts.tsx';
import type { Rule, RuleHead } from './rule.ts';
import { adminTexts } from './texts.ts';

/** One line above an editor: on what it rests, and a door to the versions before. */
export function RuleLine({ rule }: { rule: Rule }) {
  const say = useTexts(adminTexts);
  const time = useTime();
  const [isOpen, setOpen] = useState(false);
  const { held } = rule;
  return (
    <p className="admin-soft">
      {held
        ? say('heldLine', {
            whose: held.county === '*' ? say('forAll') : say('ownVersion'),
            version: held.version,
            from: time(held.validFrom, 'full'),
          })
        : say('heldNone')}{' '}
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        {say('versions')}
      </Button>
      <Drawer open={isOpen} onClose={() => setOpen(false)} title={say('versions')} size={720}>
        <Versions rule={rule} />
      </Drawer>
    </p>
  );
}

export function Versions({ rule, onOpen }: { rule: Rule; onOpen?: (head: RuleHead) => void }) {
  const say = useTexts(adminTexts);
  const time = useTime();
  return (
    <Scrollable label={say('versions')}>
      <Table<RuleHead>
        size="small"
        rowKey={(head) => `${head.county} ${head.version}`}
        dataSource={rule.versions}
        pagination={rule.versions.length > 20 ? { pageSize: 20 } : false}
        columns={[
          {
            title: say('version'),
            render: (_, head) =>
              onOpen ? (
                <Button type="link" size="small" onClick={() => onOpen(head)}>
                  {say('versionN', { version: head.version })}
                </Button>
              ) : (
                say('versionN', { version: head.version })
              ),
          },
          { title: say('standing'), render: (_, head) => <Standing rule={rule} head={head} /> },
          {
            title: say('whose'),
            render: (_, head) => (head.county === '*' ? say('forAll') : say('ownVersion')),
          },
          { title: say('validFrom'), render: (_, head) => time(head.validFrom, 'full') },
          { title: say('note'), dataIndex: 'note' },
        ]}
      />
    </Scrollable>
  );
}

function Standing({ rule, head }: { rule: Rule; head: RuleHead }) {
  const say = useTexts(adminTexts);
  const { held } = rule;
  if (held && held.version === head.version && held.county === head.county) {
    return <Tag color="success">{say('holdsNow')}</Tag>;
  }
  if (Date.parse(head.validFrom) > serverNow())
    return <Tag color="processing">{say('holdsLater')}</Tag>;
  return <Tag>{say('holdsNoMore')}</Tag>;
}
