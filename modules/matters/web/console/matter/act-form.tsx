/** The form of an action, made from its schema: checked, kept while it is written, sent once. */
import { Alert, App, Button, Form } from 'antd';
import { useEffect, useState } from 'react';
import { Problem } from '../../../../../web/api.ts';
import { ProblemAlert } from '../../../../../web/console/states.tsx';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import type { Begun } from './act-drawer.tsx';
import { Conflict } from './conflict.tsx';
import type { DraftKeeper } from './drafts.ts';
import { useFaultWords } from './fault-words.ts';
import { FieldItem } from './field.tsx';
import {
  type Fault,
  faultsFrom,
  faultsOf,
  inputOf,
  leadsToNow,
  type Matter,
  needsConfirming,
  startValues,
  type Values,
} from './form-rules.ts';
import { matterTexts } from './texts.ts';
import { useAct } from './use-act.ts';

type About = {
  matter: Matter;
  begun: Begun;
  draft: Values | null;
  drafts: DraftKeeper;
  onAnew: () => void;
  onClose: () => void;
  onStart: (action: string) => void;
};

export function ActForm(about: About) {
  const { matter, begun, draft, drafts, onClose } = about;
  const { action } = begun;
  const { fields } = action;
  const [form] = Form.useForm<Values>();
  const [seen, setSeen] = useState(begun.seen);
  const [busy, setBusy] = useState(0);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [started] = useState(() => ({ ...startValues(fields, draft), ...begun.values }));
  const [values, setValues] = useState<Values>(started);
  const act = useAct(matter.number);
  const confirm = useConfirm();
  const finish = useFinish(about);

  useFirstField();

  const isStale = action.needsVersion && matter.version !== seen.version && !act.isSuccess;
  const send = async () => {
    const found = faultsOf(fields, values);
    setFaults(found);
    if (found.length > 0 || !(await confirm(begun, values))) return;
    act.mutate(
      { action, input: inputOf(fields, values), seen },
      {
        onSuccess: finish,
        onError: (error) =>
          setFaults(error instanceof Problem ? faultsFrom(fields, error.fields) : []),
      },
    );
  };
  const change = (_: unknown, all: Values) => {
    setValues(all);
    setFaults((old) => old.filter(({ name }) => all[name] === values[name]));
    drafts.save(action.action, all);
  };
  return (
    <Form
      form={form}
      name="act"
      layout="vertical"
      initialValues={started}
      onValuesChange={change}
      onFinish={() => void send()}
      requiredMark={false}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit();
      }}
      scrollToFirstError
    >
      {draft && <KeptNotice onAnew={about.onAnew} />}
      {isStale ? (
        <Conflict
          matter={matter}
          begun={begun}
          seen={seen}
          values={values}
          onGoOn={() => {
            setSeen({ version: matter.version, seq: matter.seq });
            act.reset();
          }}
          onDrop={() => {
            drafts.drop(action.action);
            onClose();
          }}
        />
      ) : (
        <ProblemAlert error={act.error} />
      )}
      <FaultSummary faults={faults} begun={begun} />
      <NoFields begun={begun} />
      {Object.entries(fields).map(([name, field]) => (
        <FieldItem
          key={name}
          name={name}
          field={field}
          fault={faults.find((one) => one.name === name)}
          context={{ matter, action, values, form, onBusy: setBusy, change }}
        />
      ))}
      <Consequence begun={begun} values={values} />
      <div className="matter-row matter-submit">
        <Button
          type="primary"
          htmlType="submit"
          loading={act.isPending}
          disabled={busy > 0 || isStale}
        >
          <SubmitWords begun={begun} isBusy={busy > 0} />
        </Button>
        <CancelButton onClose={onClose} />
      </div>
    </Form>
  );
}

function SubmitWords({ begun, isBusy }: { begun: Begun; isBusy: boolean }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  return isBusy ? say('waitUpload') : say('submit', { action: named(begun.action) });
}

function CancelButton({ onClose }: { onClose: () => void }) {
  const say = useTexts(matterTexts);
  return <Button onClick={onClose}>{say('cancel')}</Button>;
}

function NoFields({ begun }: { begun: Begun }) {
  const say = useTexts(matterTexts);
  return Object.keys(begun.action.fields).length === 0 ? <p>{say('noFields')}</p> : null;
}

function KeptNotice({ onAnew }: { onAnew: () => void }) {
  const say = useTexts(matterTexts);
  return (
    <Alert
      type="info"
      className="matter-kept"
      title={say('keptDraft')}
      action={
        <Button size="small" onClick={onAnew}>
          {say('dropDraft')}
        </Button>
      }
    />
  );
}

/** What must be mended, each with a link to its field. */
function FaultSummary({ faults, begun }: { faults: readonly Fault[]; begun: Begun }) {
  const say = useTexts(matterTexts);
  const words = useFaultWords();
  if (faults.length === 0) return null;
  return (
    <div role="alert" className="matter-faults">
      <b>{say('mend')}</b>
      <ul>
        {faults.map((fault) => (
          <li key={fault.name}>
            <a
              href={`#act_${fault.name}`}
              onClick={(event) => {
                event.preventDefault();
                const target = document.getElementById(`act_${fault.name}`);
                target?.scrollIntoView({ block: 'center' });
                (target?.querySelector<HTMLElement>('input') ?? target)?.focus();
              }}
            >
              {words(fault, begun.action.fields[fault.name])}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Where it leads, before it is sent. */
function Consequence({ begun, values }: { begun: Begun; values: Values }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const { action } = begun;
  const [way] = leadsToNow(action, values);
  if (!way) return action.leadsTo.length > 0 ? null : <p className="matter-soft">{say('stays')}</p>;
  return (
    <p className="matter-soft">
      {way.isEnd ? say('leadsToEnd') : say('leadsTo', { stage: named(way) })}
    </p>
  );
}

/** One begins to write at once; on a phone the keyboard would hide the questions. */
function useFirstField(): void {
  useEffect(() => {
    if (!matchMedia('(pointer: fine)').matches) return;
    const first = '#act input:not([type="file"]), #act textarea, #act button[type="submit"]';
    const timer = setTimeout(() => document.querySelector<HTMLElement>(first)?.focus(), 350);
    return () => clearTimeout(timer);
  }, []);
}

/** Asks once more where the matter ends or nothing takes it back. */
function useConfirm(): (begun: Begun, values: Values) => Promise<boolean> {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const { modal } = App.useApp();
  return async ({ action }, values) => {
    if (!needsConfirming(action, values)) return true;
    const isEnd = leadsToNow(action, values).some((way) => way.isEnd);
    const after = action.undoneBy
      ? say('confirmUndo', { action: named(action.undoneBy) })
      : say('confirmFinal');
    return await modal.confirm({
      title: say('confirmTitle', { action: named(action) }),
      content: `${isEnd ? say('confirmEnd') : ''} ${after}`,
      okText: named(action),
      cancelText: say('back'),
    });
  };
}

/** After it is done: what was begun is forgotten, and what takes it back is offered. */
function useFinish({ begun, drafts, onClose, onStart }: About): () => void {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const { notification } = App.useApp();
  const { action } = begun;
  return () => {
    drafts.drop(action.action);
    onClose();
    // The button that was pressed may be gone: the focus goes on to what may be done now.
    document.getElementById('actions')?.focus({ preventScroll: true });
    const { undoneBy } = action;
    notification.success({
      title: say('done', { action: named(action) }),
      role: 'status',
      ...(undoneBy && {
        duration: 15,
        actions: (
          <Button size="small" onClick={() => onStart(undoneBy.code)}>
            {say('undo', { action: named(undoneBy) })}
          </Button>
        ),
      }),
    });
  };
}
