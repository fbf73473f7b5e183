/** Signing staff in: the same for the console and the field app, whatever each looks like. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, Problem } from './api.ts';
import { useSignedIn } from './session.ts';
import { defineTexts } from './texts.ts';

export const staffSignInTexts = defineTexts('staffSignIn', {
  title: { zh: '工作人员登录', en: 'Staff sign-in' },
  name: { zh: '账号', en: 'Account' },
  password: { zh: '密码', en: 'Password' },
  totp: { zh: '动态口令', en: 'Code of the authenticator app' },
  totpHint: { zh: '验证器应用上的 6 位数字', en: 'Six digits shown by the app' },
  submit: { zh: '登录', en: 'Sign in' },
  demoTitle: { zh: '演示账号（点一下填入）', en: 'Accounts of the demo (tap to fill in)' },
  demoPassword: { zh: '密码都是 {password}', en: 'The password of each is {password}' },
});

export type StaffSignIn = { name: string; password: string; totp?: string };

/** `needsTotp` turns true when the account has an authenticator app. */
export function useStaffSignIn(onDone?: () => void) {
  const signedIn = useSignedIn();
  const [needsTotp, setNeedsTotp] = useState(false);
  const enter = useMutation({
    mutationFn: (given: StaffSignIn) => api('POST /api/staff/sign-in', { body: given }),
    onSuccess: (session) => {
      signedIn(session);
      onDone?.();
    },
    onError: (error) => {
      if (error instanceof Problem && error.code === 'TOTP_NEEDED') setNeedsTotp(true);
    },
  });
  const isAsked = enter.error instanceof Problem && enter.error.code === 'TOTP_NEEDED';
  return {
    submit: enter.mutate,
    isPending: enter.isPending,
    needsTotp,
    error: isAsked ? null : enter.error,
  };
}
