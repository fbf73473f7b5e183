/**
 * Publishing an edited rule: checked first, compared with what holds, with a reason and a day.
 * What runs keeps its version; the dialog says what the new one touches.
 */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, DatePicker, Form, Input, Modal, Radio, Spin } from 'antd';
import { type ReactNode, Suspense, useState } from 'react';
import { api, Problem } from '../../api.ts';
import { useTexts } from '../../texts.ts';
import { ProblemNotice } from '../states.tsx';
import { Differences, type PlainWords } from './differences.tsx';
import { type Rule, useForgetRules } from './rule.ts';
import { adminTexts } from './texts.ts';

export type PublishProps = {
  rule: Rule;
  body: Record<string, unknown>;
  isOpen: boolean;
  onClose: () => void;
  /** Called once the new version stands: the page says so. */
  onPublished: (version: number) => void;
  affects: ReactNode;
  wordOf?: (key: string, path: readonly string[]) => string;
  /** How the document's changes are told, where single words do not do. */
  plain?: PlainWords | undefined;
};

type Terms = { when: 'now' | 'later'; at?: { format: (pattern: string) => string }; note: string };

export function PublishDialog(props: PublishProps) {
  const { rule, body, isOpen, onClose, onPublished, affects } = props;
  const say = useTexts(adminTexts);
  const [form] = Form.useForm<Terms>();
  const forget = useForgetRules();
  const look = useLook(rule, body, isOpen);
  const [over, setOver] = useState<number | null>(null);
  const publish = useMutation({
    mutationFn: (terms: Terms) => publishRule(rule, body, terms, over ?? rule.ownNewest),
    onSuccess: async ({ version }) => {
      onPublished(version);
      onClose();
      await forget();
    },
  });
  const standing = conflictOf(publish.error);
  const isSound = look.data !== undefined && look.data.faults.length === 0;
  const isChanged = (look.data?.count ?? 0) > 0;
  return (
    <Modal
      open={isOpen}
      title={say('publishTitle')}
      className="admin-publish"
      width={720}
      okText={standing === null ? say('publishNow') : say('publishOver')}
      okButtonProps={{ disabled: !isSound || !isChanged, loading: publish.isPending }}
      onOk={() => {
        if (standing !== null) setOver(standing);
        form.submit();
      }}
      onCancel={onClose}
      destroyOnHidden
    >
      {look.isPending && (
        <p role="status">
          <Spin size="small" /> {say('checking')}
        </p>
      )}
      <ProblemNotice error={look.error} />
      {look.data && <Look {...look.data} wordOf={props.wordOf} plain={props.plain} />}
      {isSound && isChanged && (
        <Form<Terms>
          form={form}
          layout="vertical"
          initialValues={{ when: 'now', note: '' }}
          onFinish={(terms) => publish.mutate(terms)}
        >
          <Alert
            type="info"
            title={say('affects')}
            description={
              <>
                {/* What is still being read for it leaves the rest of the page alone. */}
                <Suspense fallback={<Spin size="small" />}>{affects}</Suspense>
                {rule.ownNewest === 0 && rule.held && <p>{say('forksAll')}</p>}
              </>
            }
          />
          <TermFields />
        </Form>
      )}
      {standing !== null ? (
        <Alert type="warning" title={say('conflict', { version: standing })} role="alert" />
      ) : (
        <ProblemNotice error={publish.error} />
      )}
    </Modal>
  );
}

/** The newest version when somebody else published meanwhile. */
function conflictOf(error: unknown): number | null {
  if (!(error instanceof Problem) || error.code !== 'RULEBOOK_CONFLICT') return null;
  const present = error.present as { version?: number } | undefined;
  return present?.version ?? null;
}

function useLook({ county, kind, name }: Rule, body: Record<string, unknown>, isOpen: boolean) {
  return useQuery({
    queryKey: ['rule.look', county, kind, name, body],
    enabled: isOpen,
    staleTime: 0,
    gcTime: 0,
    queryFn: async () => {
      const target = { county, kind, name, body };
      const [checked, compared] = await Promise.all([
        api('POST /api/rulebook/check', { body: target }),
        api('POST /api/rulebook/compare', { body: target }),
      ]);
      return { faults: checked.faults, items: compared.items, count: compared.count };
    },
  });
}

function publishRule(rule: Rule, body: Record<string, unknown>, terms: Terms, basedOn: number) {
  const { county, kind, name } = rule;
  const at = terms.when === 'later' ? terms.at : undefined;
  return api('POST /api/rulebook', {
    body: {
      county,
      kind,
      name,
      body,
      note: terms.note,
      basedOn,
      // The picker shows the centre's wall clock, whatever the device says.
      ...(at && { validFrom: new Date(`${at.format('YYYY-MM-DDTHH:mm')}:00+08:00`).toISOString() }),
    },
  });
}

type Seen = NonNullable<ReturnType<typeof useLook>['data']>;

function Look({
  faults,
  items,
  count,
  wordOf,
  plain,
}: Seen & Pick<PublishProps, 'wordOf' | 'plain'>) {
  const say = useTexts(adminTexts);
  if (faults.length > 0) {
    return (
      <Alert
        type="error"
        role="alert"
        title={say('faults', { count: faults.length })}
        description={
          <ul>
            {faults.map((fault) => (
              <li key={`${fault.place} ${fault.what}`}>
                <code className="admin-code">{fault.place}</code> {fault.what}
              </li>
            ))}
          </ul>
        }
      />
    );
  }
  if (count === 0) return <Alert type="info" title={say('unchanged')} />;
  return (
    <>
      <Alert type="success" title={say('sound')} />
      <h3>{say('changes', { count })}</h3>
      <Differences items={items} count={count} wordOf={wordOf} plain={plain} />
    </>
  );
}

function TermFields() {
  const say = useTexts(adminTexts);
  const form = Form.useFormInstance<Terms>();
  const when = Form.useWatch('when', form);
  return (
    <>
      <Form.Item name="when" label={say('from')}>
        <Radio.Group
          options={[
            { value: 'now', label: say('fromNow') },
            { value: 'later', label: say('fromLater') },
          ]}
        />
      </Form.Item>
      {when === 'later' && (
        <Form.Item
          name="at"
          label={say('fromAt')}
          rules={[{ required: true, message: say('needed') }]}
        >
          <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
        </Form.Item>
      )}
      <Form.Item
        name="note"
        label={say('note')}
        extra={say('noteHint')}
        rules={[{ required: true, whitespace: true, message: say('needed') }]}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </>
  );
}
