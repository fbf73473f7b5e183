/** A centre's own words for notices: two languages, gaps kept, seen as the reader gets them. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Form, Input, Popconfirm, Tag } from 'antd';
import { useState } from 'react';
import { type Answer, read } from '../../../../web/api.ts';
import { BegunNotes, BegunOn, useBegun } from '../../../../web/console/admin/begun.tsx';
import {
  CountySelect,
  GuardedButton,
  NeedsCounty,
  UnsavedGuard,
} from '../../../../web/console/admin/parts.tsx';
import { PublishDialog } from '../../../../web/console/admin/publish.tsx';
import { type Rule, useRule } from '../../../../web/console/admin/rule.ts';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { RuleLine } from '../../../../web/console/admin/versions.tsx';
import { ConsoleTitle } from '../../../../web/console/states.tsx';
import { useMarks, useNamed, useTexts } from '../../../../web/texts.ts';
import { filled, gapFaults } from './template-gaps.ts';
import { messagingPageTexts } from './texts.ts';
import './messaging.css';

type Template = Answer<'GET /api/messages/templates'>['items'][number];
type Wording = Pick<Template, 'title' | 'text'>;
/** Only what differs from the program's words. */
type Own = Readonly<Record<string, Wording>>;

export function TemplatesPage() {
  const say = useTexts(messagingPageTexts);
  return (
    <>
      <ConsoleTitle name={say('templates')}>
        <CountySelect />
      </ConsoleTitle>
      <p className="admin-soft">{say('templatesHelp')}</p>
      <NeedsCounty>{(county) => <OfCounty key={county} county={county} />}</NeedsCounty>
    </>
  );
}

function OfCounty({ county }: { county: string }) {
  const rule = useRule(county, 'templates');
  const { items } = useSuspenseQuery(
    read('GET /api/messages/templates', { query: { county } }),
  ).data;
  return <BegunOn rule={rule}>{(begun) => <Editor rule={begun} templates={items} />}</BegunOn>;
}

function Editor({ rule, templates }: { rule: Rule; templates: readonly Template[] }) {
  const say = useTexts(messagingPageTexts);
  const admin = useTexts(adminTexts);
  const [begun] = useState<Own>(() => ownOf(templates));
  const [own, setOwn] = useState<Own>(begun);
  const [isOpen, setOpen] = useState(false);
  const [isDone, setDone] = useState(false);
  const [round, setRound] = useState(0);
  const { onPublished } = useBegun();
  const [code, choose] = useState<string | null>(null);
  const isDirty = !isDone && JSON.stringify(own) !== JSON.stringify(begun);
  const template = templates.find((one) => one.code === code);
  const discard = () => {
    setOwn(begun);
    setRound(round + 1);
  };
  const done = (version: number) => {
    setDone(true);
    onPublished(version);
  };
  return (
    <>
      <UnsavedGuard isDirty={isDirty} />
      <RuleLine rule={rule} />
      <BegunNotes isDirty={isDirty} />
      <div className="admin-bar">
        <GuardedButton
          permission="rulebook.publish"
          type="primary"
          disabled={!isDirty}
          onClick={() => setOpen(true)}
        >
          {admin('publish')}
        </GuardedButton>
        <Popconfirm title={admin('discardAsk')} onConfirm={discard} disabled={!isDirty}>
          <Button disabled={!isDirty}>{admin('discard')}</Button>
        </Popconfirm>
      </div>
      <div className="admin-split">
        <TemplateList templates={templates} own={own} chosen={code} onChoose={choose} />
        <section className="admin-panel" aria-label={say('templates')}>
          {template ? (
            <TemplateForm
              key={`${template.code} ${round}`}
              template={template}
              own={own[template.code]}
              onChange={(words) => setOwn(withWords(own, template.code, words))}
            />
          ) : (
            <Empty description={say('chooseTemplate')} />
          )}
        </section>
      </div>
      <PublishDialog
        rule={rule}
        body={{ templates: own }}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onPublished={done}
        affects={<p>{say('affectsTemplates')}</p>}
      />
    </>
  );
}

function ownOf(templates: readonly Template[]): Own {
  return Object.fromEntries(
    templates
      .filter((one) => one.ours !== null)
      .map(({ code, title, text }) => [code, { title, text }]),
  );
}

/** Null takes the centre's words away. */
function withWords(own: Own, code: string, words: Wording | null): Own {
  const { [code]: _, ...others } = own;
  return words ? { ...others, [code]: words } : others;
}

function TemplateList({
  templates,
  own,
  chosen,
  onChoose,
}: {
  templates: readonly Template[];
  own: Own;
  chosen: string | null;
  onChoose: (code: string) => void;
}) {
  const say = useTexts(messagingPageTexts);
  const named = useNamed();
  return (
    <nav className="admin-panel admin-sticky" aria-label={say('templates')}>
      <ul className="admin-list">
        {templates.map((one) => (
          <li key={one.code}>
            <Button
              type={one.code === chosen ? 'primary' : 'text'}
              block
              className="template-name"
              onClick={() => onChoose(one.code)}
            >
              {named(own[one.code]?.title ?? (one.ours ?? one).title)}
              {own[one.code] && <Tag color="processing">{say('own')}</Tag>}
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const FIELDS = ['titleZh', 'titleEn', 'textZh', 'textEn'] as const;
type Written = Record<(typeof FIELDS)[number], string>;
/** What stands in the gaps of a preview. */
const SAMPLES = { number: '310116-26-0000123' };

function TemplateForm({
  template,
  own,
  onChange,
}: {
  template: Template;
  own: Wording | undefined;
  onChange: (words: Wording | null) => void;
}) {
  const say = useTexts(messagingPageTexts);
  const ours: Wording = template.ours ?? template;
  const shown = own ?? ours;
  const [form] = Form.useForm<Written>();
  const show = ({ title, text }: Wording) =>
    form.setFieldsValue({ titleZh: title.zh, titleEn: title.en, textZh: text.zh, textEn: text.en });
  const change = (_: unknown, all: Written) =>
    onChange({
      title: { zh: all.titleZh, en: all.titleEn },
      text: { zh: all.textZh, en: all.textEn },
    });
  return (
    <>
      <p className="admin-soft">{say('smsHint', { sms: template.sms })}</p>
      <p>
        {say('gaps')}{' '}
        {template.values.map((value) => (
          <Tag key={value}>{`{${value}}`}</Tag>
        ))}
      </p>
      <Form<Written>
        form={form}
        layout="vertical"
        initialValues={{
          titleZh: shown.title.zh,
          titleEn: shown.title.en,
          textZh: shown.text.zh,
          textEn: shown.text.en,
        }}
        onValuesChange={change}
      >
        {FIELDS.map((field) => (
          <Form.Item key={field} name={field} label={say(field)} rules={[{ required: true }]}>
            {field.startsWith('title') ? (
              <Input maxLength={100} />
            ) : (
              <Input.TextArea rows={3} maxLength={200} showCount />
            )}
          </Form.Item>
        ))}
      </Form>
      <GapNotes texts={[shown.text.zh, shown.text.en]} values={template.values} />
      <h3>{say('preview')}</h3>
      {(['zh', 'en'] as const).map((language) => (
        <blockquote key={language} className="template-preview" lang={language}>
          {filled(shown.text[language], SAMPLES)}
        </blockquote>
      ))}
      {own && (
        <Button
          onClick={() => {
            onChange(null);
            show(ours);
          }}
        >
          {say('asOurs')}
        </Button>
      )}
    </>
  );
}

function GapNotes({ texts, values }: { texts: readonly string[]; values: readonly string[] }) {
  const say = useTexts(messagingPageTexts);
  const marks = useMarks();
  const faults = texts.map((text) => gapFaults(text, values));
  const notes = [
    ...faults.flatMap(({ lost }) => lost.map((gap) => say('gapLost', { gap: `{${gap}}` }))),
    ...faults.flatMap(({ unknown }) =>
      unknown.map((gap) => say('gapUnknown', { gap: `{${gap}}` })),
    ),
  ];
  if (notes.length === 0) return null;
  return <Alert type="error" role="alert" title={marks.apart([...new Set(notes)])} />;
}
