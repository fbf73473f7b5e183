/** Signs drawn by us: the phones of the field have no end of fonts, and some have no emoji. */
const paths = {
  camera: [
    'M4 8h3.2l1.6-2.5h6.4L16.8 8H20a1.5 1.5 0 0 1 1.5 1.5v8.5A1.5 1.5 0 0 1 20 ',
    '19.5H4A1.5 1.5 0 0 1 2.5 18V9.5A1.5 1.5 0 0 1 4 8ZM12 17a3.7 3.7 0 1 0 0-7.4 ',
    '3.7 3.7 0 0 0 0 7.400Z',
  ].join(''),
  pin: [
    'M12 21.5s-7-6.3-7-11.5a7 7 0 0 1 14 0c0 5.2-7 11.5-7 11.5ZM12 12.5a2.5 2.5 0 1 ',
    '0 0-5 2.5 2.5 0 0 0 0 5Z',
  ].join(''),
  voice: [
    'M12 14.5a3.5 3.5 0 0 0 3.5-3.5V6a3.5 3.5 0 0 0-7 0v5a3.5 3.5 0 0 0 3.5 3.5ZM5 ',
    '11a7 7 0 0 0 14 0M12 18v3.5M8.5 21.5h7',
  ].join(''),
  stop: 'M6.5 6.5h11v11h-11Z',
  settings: 'M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4M4 12h12M20 12h0M18 10v4',
  home: 'M3.5 11 12 3.5 20.5 11M6 9.5V20h4.5v-5.5h3V20H18V9.5',
  tasks: 'M4 6.5 5.5 8 8.5 5M4 17.5 5.5 19l3-3M12 6.5h8.5M12 12h8.5M12 17.5h8.5M5 12h3',
  add: 'M12 4v16M4 12h16',
  patrol: [
    'M5.5 20.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM18.5 7.5a2 2 0 1 0 0-4 2 2 0 0 0 0 ',
    '4ZM7.5 18.5H15a3.5 3.5 0 0 0 0-7H9a3 3 0 0 1 0-6h7.5',
  ].join(''),
  outgoing: 'M12 20V5M5.5 11.5 12 5l6.5 6.5',
  whole: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  ok: 'M4.5 12.5 10 18 19.5 7',
  trouble: 'M12 3.5 22 20.5H2ZM12 10v4.5M12 17.5v.5',
  again: 'M20 12a8 8 0 1 1-2.5-5.800M20 3.5v4.5h-4.5',
} as const satisfies Record<string, string>;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="field-icon" viewBox="0 0 24 24" width="1.4em" height="1.4em" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
