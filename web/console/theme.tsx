/**
 * Ant Design as the console wears it: our colours with AA contrast in both looks (its own link and
 * help-text colours are too pale), its words in the language chosen, its styles under our nonce.
 */
import { App, theme as antdTheme, ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US.js';
import type { Locale } from 'antd/es/locale/index.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import type { ReactNode } from 'react';
import { useMedia } from '../media.ts';
import { useLanguage } from '../texts.ts';
import { useLook } from '../theme.ts';
import { useAntdNames } from './antd-names.ts';

const light = {
  colorPrimary: '#0b5cad',
  colorLink: '#0b5cad',
  colorSuccess: '#14693a',
  colorWarning: '#8a4b00',
  colorError: '#b3261e',
  // Grounds of notices: derived ones turn grey from colours as dark as these.
  colorInfo: '#0b5cad',
  colorInfoBg: '#e8f1fb',
  colorSuccessBg: '#e6f4ec',
  colorWarningBg: '#fdf1df',
  colorErrorBg: '#fcebea',
  colorTextSecondary: '#4a5663',
  colorTextTertiary: '#5a6673',
  colorTextDescription: '#4a5663',
  colorTextPlaceholder: '#66717d',
  colorBgLayout: '#f5f7f9',
};
const dark = {
  // Ant Design darkens it: white upon what comes out holds 4.5 to 1.
  colorPrimary: '#3885d1',
  colorLink: '#84bdfb',
  colorSuccess: '#7fd6a3',
  colorWarning: '#f3bd77',
  colorError: '#ff9d95',
  colorInfo: '#84bdfb',
  colorInfoBg: '#16293d',
  colorSuccessBg: '#14301f',
  colorWarningBg: '#36270f',
  colorErrorBg: '#3c1a18',
  colorTextSecondary: '#b6c1cc',
  colorTextTertiary: '#a5b1bd',
  colorTextDescription: '#b6c1cc',
  colorTextPlaceholder: '#97a3af',
  colorBgLayout: '#10151b',
  colorBgContainer: '#1a212a',
  colorBgElevated: '#222b36',
};

/** These files are ES modules to the bundler and CommonJS to the types: either way round works. */
const localeOf = (given: Locale | { default: Locale }): Locale =>
  'default' in given ? given.default : given;

const nonce =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? undefined;

/**
 * Its scroll lock writes a style without asking for the nonce, which the policy then refuses. Only
 * scripts of ours run here, so every style that they make may carry it.
 */
function carryNonce(): void {
  if (!nonce) return;
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (name === 'style') element.nonce = nonce;
    return element;
  };
}

carryNonce();

export function ConsoleTheme({ children }: { children: ReactNode }) {
  const [language] = useLanguage();
  const { isDark, isLarge } = useLook();
  useAntdNames();
  const isStill = useMedia('(prefers-reduced-motion: reduce)');
  return (
    <ConfigProvider
      locale={localeOf(language === 'zh' ? zhCN : enUS)}
      csp={nonce ? { nonce } : {}}
      // A space between two characters would put a name into every test and screen reader.
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: isDark ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
        token: {
          ...(isDark ? dark : light),
          fontSize: isLarge ? 17 : 14,
          borderRadius: 6,
          motion: !isStill,
        },
        // The dark look dims the brand's colour until it is too pale to read.
        components: {
          Tabs: { itemSelectedColor: isDark ? dark.colorLink : light.colorPrimary },
        },
      }}
    >
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
}
