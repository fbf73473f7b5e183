/** The form of an action, made from its schema: checked, kept while it is written, sent once. */
import { Button, Form } from 'antd';
import { ProblemNotice } from '../../../../../web/console/states.tsx';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { Consequence, FaultSummary, KeptNotice } from './act-form-parts.tsx';
import { Conflict } from './conflict.tsx';
import { FieldItem } from './field.tsx';
import { matterTexts } from './texts.ts';
import { type FormAbout, type FormState, useActForm } from './use-act-form.ts';

export function ActForm(about: FormAbout) {
  const state = useActForm(about);
  const { begun } = about;
  const { form, values, faults } = state;
  return (
    <Form
      form={form}
      name="act"
      layout="vertical"
      initialValues={state.started}
      onValuesChange={state.change}
      onFinish={() => void state.send()}
      requiredMark={false}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit();
      }}
    >
      {about.draft && <KeptNotice onAnew={about.onAnew} />}
      <Trouble about={about} state={state} />
      <FaultSummary faults={faults} begun={begun} />
      {Object.entries(begun.action.fields).map(([name, field]) => (
        <FieldItem
          key={name}
          name={name}
          field={field}
          fault={faults.find((one) => one.name === name)}
          context={{ ...about, ...state, action: begun.action }}
        />
      ))}
      <Consequence begun={begun} values={values} />
      <Buttons about={about} state={state} />
    </Form>
  );
}

/** Somebody was faster, or the server refused. */
function Trouble({ about, state }: { about: FormAbout; state: FormState }) {
  if (!state.isStale) return <ProblemNotice error={state.error} />;
  return (
    <Conflict
      matter={about.matter}
      begun={about.begun}
      seen={state.seen}
      values={state.values}
      onGoOn={state.goOn}
      onDrop={() => {
        about.drafts.drop(about.begun.action.action);
        about.onClose();
      }}
    />
  );
}

function Buttons({ about, state }: { about: FormAbout; state: FormState }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  return (
    <div className="matter-row matter-submit">
      <Button
        type="primary"
        htmlType="submit"
        loading={state.isPending}
        disabled={state.isBusy || state.isStale}
      >
        {state.isBusy ? say('waitUpload') : say('submit', { action: named(about.begun.action) })}
      </Button>
      <Button onClick={about.onClose}>{say('cancel')}</Button>
    </div>
  );
}
