/** The console's sign-in: shown in place of any page, so that the address asked for is kept. */
import { Alert, Button, Card, Form, Input } from 'antd';
import { DemoAccounts } from '../demo-accounts.tsx';
import { sharedTexts } from '../shared-texts.ts';
import { type StaffSignIn, staffSignInTexts, useStaffSignIn } from '../staff-sign-in.ts';
import { useLanguage, useTexts } from '../texts.ts';
import { useProblemText } from '../ui/problem.tsx';
import { consoleTexts } from './texts.ts';

export function ConsoleSignIn() {
  const say = useTexts(staffSignInTexts);
  const shared = useTexts(sharedTexts);
  const frame = useTexts(consoleTexts);
  const [language, choose] = useLanguage();
  return (
    <main className="console-sign-in">
      <Card>
        <Button
          className="console-sign-in-language"
          type="text"
          aria-label={shared('languageLabel')}
          onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
        >
          {shared('language')}
        </Button>
        <p className="console-sign-in-name">{frame('name')}</p>
        <h1>{say('title')}</h1>
        <SignInForm />
      </Card>
    </main>
  );
}

function SignInForm() {
  const say = useTexts(staffSignInTexts);
  const textOf = useProblemText();
  const { submit, isPending, needsTotp, error } = useStaffSignIn();
  const [form] = Form.useForm<StaffSignIn>();
  return (
    <>
      {error && <Alert type="error" showIcon title={textOf(error)} role="alert" />}
      <Form form={form} layout="vertical" onFinish={submit} requiredMark={false}>
        <Form.Item name="name" label={say('name')} rules={[{ required: true }]}>
          <Input autoComplete="username" autoCapitalize="none" size="large" />
        </Form.Item>
        <Form.Item name="password" label={say('password')} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        {needsTotp && (
          <Form.Item
            name="totp"
            label={say('totp')}
            extra={say('totpHint')}
            rules={[{ required: true, pattern: /^\d{6}$/ }]}
          >
            <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} size="large" />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" block size="large" loading={isPending}>
          {say('submit')}
        </Button>
      </Form>
      <DemoAccounts onChoose={(name, password) => form.setFieldsValue({ name, password })} />
    </>
  );
}
