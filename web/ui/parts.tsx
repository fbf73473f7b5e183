/**
 * Small parts of the portal and the field app: native controls, so that keyboard and screen reader
 * work by themselves. They know no router and no module.
 */
import { type ButtonHTMLAttributes, type ReactNode, useEffect, useId, useRef } from 'react';
import './tokens.css';
import './ui.css';

export type Tone = 'info' | 'good' | 'warn' | 'bad';

export function Button({
  look = 'main',
  isWide = false,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: 'main' | 'plain' | 'bad' | 'link';
  isWide?: boolean;
}) {
  const classes = `button button-${look}${isWide ? ' button-wide' : ''}`;
  return <button type="button" {...rest} className={classes} />;
}

/** The page's one heading: names the document, and takes the focus when the page opens. */
export function PageTitle({ children, name }: { children: ReactNode; name: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${name} - 邻里 Linli`;
  }, [name]);
  useEffect(() => {
    // Only after a change of page: a first load leaves the focus to the browser.
    if (history.length > 1 && document.activeElement === document.body) {
      heading.current?.focus({ preventScroll: true });
    }
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** One question with its label, hint and error; `children` gets the ids that tie them together. */
export function Field({
  label,
  hint,
  error,
  id,
  children,
}: {
  label: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  id?: string;
  children: (tie: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean | undefined;
  }) => ReactNode;
}) {
  const made = useId();
  const own = id ?? made;
  const ids = [hint && `${own}-hint`, error && `${own}-error`].filter(Boolean).join(' ');
  const tie = {
    id: own,
    'aria-describedby': ids || undefined,
    'aria-invalid': error ? true : undefined,
  };
  return (
    <div className={error ? 'field field-bad' : 'field'}>
      <label htmlFor={own}>{label}</label>
      {hint && (
        <div className="field-hint" id={`${own}-hint`}>
          {hint}
        </div>
      )}
      {error && (
        <p className="field-error" id={`${own}-error`}>
          {error}
        </p>
      )}
      {children(tie)}
    </div>
  );
}

export type Option = { value: string; label: string; hint?: string };

/** One of several, each large enough for a thumb. */
export function Choices({
  legend,
  options,
  value,
  onChange,
  hint,
  error,
  id,
}: {
  legend: string;
  options: readonly Option[];
  value: string | null;
  onChange: (value: string) => void;
  hint?: ReactNode;
  error?: string | null | undefined;
  id?: string;
}) {
  const made = useId();
  const own = id ?? made;
  return (
    <fieldset className={error ? 'field field-bad' : 'field'} id={own}>
      <legend>{legend}</legend>
      {hint && <div className="field-hint">{hint}</div>}
      {error && <p className="field-error">{error}</p>}
      {options.map((option) => (
        <label className="choice" key={option.value}>
          <input
            type="radio"
            name={own}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.label}
            {option.hint && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

export function Tick({
  label,
  hint,
  checked,
  onChange,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="choice">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}

/** Something to know. `bad` is read out at once. */
export function Notice({ tone = 'info', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      {children}
    </div>
  );
}

export function Badge({ tone, children }: { tone?: Tone; children: ReactNode }) {
  return <span className={tone ? `badge badge-${tone}` : 'badge'}>{children}</span>;
}

export function Empty({ children }: { children: ReactNode }) {
  return <div className="empty">{children}</div>;
}

export function Waiting({ words }: { words: string }) {
  return (
    <div className="waiting" role="status">
      {words}
    </div>
  );
}

/**
 * What must be mended before going on, each with a link to its field. It takes the focus when it
 * appears and at each try, and leaves it alone while somebody mends.
 */
export function ErrorSummary({
  title,
  errors,
  attempt = 0,
}: {
  title: string;
  errors: readonly { id: string; text: string }[];
  /** How often it was tried to go on. */
  attempt?: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  const isShown = errors.length > 0;
  useEffect(() => {
    if (isShown && attempt >= 0) box.current?.focus();
  }, [isShown, attempt]);
  if (errors.length === 0) return null;
  return (
    <div className="notice notice-bad" role="alert" tabIndex={-1} ref={box}>
      <h2>{title}</h2>
      <ul>
        {errors.map((error) => (
          <li key={error.id}>
            <a
              href={`#${error.id}`}
              onClick={(event) => {
                event.preventDefault();
                const field = document.getElementById(error.id);
                const target = field?.querySelector<HTMLElement>('input') ?? field;
                target?.focus();
              }}
            >
              {error.text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A dialog of the browser's own: focus stays inside, Escape closes it. */
export function Sheet({
  title,
  isOpen,
  onClose,
  children,
}: {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog className="sheet" ref={dialog} onClose={onClose} aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {isOpen && children}
    </dialog>
  );
}
