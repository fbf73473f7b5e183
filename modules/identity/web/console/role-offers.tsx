/**
 * What a newer program brings for standing roles: each permission is taken over, left for good, or
 * kept for later; nothing changes before it was looked through and saved.
 */
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Alert, App, Button, Modal, Segmented, Tag } from 'antd';
import { useState } from 'react';
import { type Answer, api, type Input, read } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import type { PermissionList } from './roles-page.tsx';
import { offerTexts } from './texts.ts';
import { useWhyNotRoles } from './why-not-roles.ts';

type Offer = Answer<'GET /api/role-offers'>['items'][number];
type Decisions = Input<'POST /api/role-offers'>['body']['decisions'];
const choices = ['take', 'leave', 'later'] as const;
type Choice = (typeof choices)[number];
type Chosen = Readonly<Record<string, Choice>>;

const offersQuery = read('GET /api/role-offers', {});

/** Nothing where there is nothing to decide, or somebody else decides it. */
export function RoleOffers({ list }: { list: PermissionList }) {
  const { items } = useSuspenseQuery(offersQuery).data;
  const why = useWhyNotRoles();
  if (items.length === 0 || why) return null;
  // Read again, they keep what was chosen: what is decided is no longer among them.
  return <Offers items={items} list={list} />;
}

function Offers({ items, list }: { items: readonly Offer[]; list: PermissionList }) {
  const say = useTexts(offerTexts);
  const [chosen, setChosen] = useState<Chosen>({});
  const [isOpen, setOpen] = useState(false);
  const decisions = decisionsOf(items, chosen);
  return (
    <section className="admin-panel role-offers" aria-labelledby="role-offers">
      <h2 id="role-offers">{say('title')}</h2>
      <p className="admin-soft">{say('help')}</p>
      {items.map((offer) => (
        <OfRole
          key={offer.code}
          offer={offer}
          list={list}
          chosen={chosen}
          onChoose={(permission, choice) =>
            setChosen({ ...chosen, [keyOf(offer.code, permission)]: choice })
          }
        />
      ))}
      <Button type="primary" disabled={decisions.length === 0} onClick={() => setOpen(true)}>
        {say('look', { count: decisions.length })}
      </Button>
      {isOpen && (
        <LookThrough
          items={items}
          list={list}
          decisions={decisions}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}

function keyOf(role: string, permission: string): string {
  return `${role} ${permission}`;
}

/** Taken over unless chosen otherwise; what clashes with the role waits. */
function choiceOf(offer: Offer, permission: Offer['permissions'][number], chosen: Chosen): Choice {
  const usual = permission.apart.length > 0 ? 'later' : 'take';
  return chosen[keyOf(offer.code, permission.code)] ?? usual;
}

function decisionsOf(items: readonly Offer[], chosen: Chosen): Decisions {
  return items.flatMap((offer) =>
    offer.permissions.flatMap((permission) => {
      const choice = choiceOf(offer, permission, chosen);
      if (choice === 'later') return [];
      return [{ role: offer.code, permission: permission.code, isTaken: choice === 'take' }];
    }),
  );
}

function useNameOf(list: PermissionList): (code: string) => string {
  const named = useNamed();
  return (code) => named(list.permissions.find((one) => one.code === code) ?? { zh: code });
}

function OfRole({
  offer,
  list,
  chosen,
  onChoose,
}: {
  offer: Offer;
  list: PermissionList;
  chosen: Chosen;
  onChoose: (permission: string, choice: Choice) => void;
}) {
  const say = useTexts(offerTexts);
  const named = useNamed();
  const nameOf = useNameOf(list);
  return (
    <fieldset className="role-offer">
      <legend>
        {named(offer)} {offer.isNew && <Tag color="processing">{say('newRole')}</Tag>}
      </legend>
      {offer.permissions.map((permission) => (
        <div key={permission.code} className="role-offer-row">
          <span>
            {nameOf(permission.code)} <code>{permission.code}</code>
            {permission.apart.length > 0 && (
              <span className="admin-soft">
                {' '}
                {say('clash', { names: permission.apart.map(nameOf).join(say('and')) })}
              </span>
            )}
          </span>
          <Segmented<Choice>
            aria-label={`${named(offer)} · ${nameOf(permission.code)}`}
            value={choiceOf(offer, permission, chosen)}
            onChange={(choice) => onChoose(permission.code, choice)}
            options={choices.map((choice) => ({
              value: choice,
              label: say(choice),
              disabled: choice === 'take' && permission.apart.length > 0,
            }))}
          />
        </div>
      ))}
    </fieldset>
  );
}

function LookThrough({
  items,
  list,
  decisions,
  onClose,
}: {
  items: readonly Offer[];
  list: PermissionList;
  decisions: Decisions;
  onClose: () => void;
}) {
  const say = useTexts(offerTexts);
  const named = useNamed();
  const nameOf = useNameOf(list);
  const { message } = App.useApp();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => api('POST /api/role-offers', { body: { decisions } }),
    onSuccess: async () => {
      message.success(say('done'));
      onClose();
      await client.invalidateQueries({ queryKey: ['GET /api/roles'] });
    },
    onSettled: () => client.invalidateQueries({ queryKey: [offersQuery.queryKey[0]] }),
  });
  const lines = items.flatMap((offer) =>
    [true, false].flatMap((isTaken) => {
      const own = decisions.filter((one) => one.role === offer.code && one.isTaken === isTaken);
      const names = own.map((one) => nameOf(one.permission)).join(say('and'));
      if (own.length === 0) return [];
      return [say(isTaken ? 'gains' : 'goesWithout', { role: named(offer), names })];
    }),
  );
  return (
    <Modal
      open
      title={say('lookTitle')}
      okText={say('save')}
      confirmLoading={save.isPending}
      onOk={() => save.mutate()}
      onCancel={onClose}
    >
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Alert type="info" title={say('atOnce')} />
      <ProblemNotice error={save.error} />
    </Modal>
  );
}
