/** The rows of the register, with a tick each for printing. */
import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Tag } from 'antd';
import { api } from '../../../../../web/api.ts';
import { ConsoleWaiting, ProblemNotice } from '../../../../../web/console/states.tsx';
import { useSearchState } from '../../../../../web/router.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import type { NamedPlace } from './kinds.ts';
import { namedPlaceTexts } from './texts.ts';

/** More sheets than these in one go jam a printer. */
const CHOSEN_MAX = 100;

type TableProps = {
  items: readonly NamedPlace[];
  isWaiting: boolean;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  onEdit: (place: NamedPlace) => void;
  onDone: (words: string) => void;
};

export function PlaceTable({ items, isWaiting, chosen, onChoose, onEdit, onDone }: TableProps) {
  const say = useTexts(namedPlaceTexts);
  const [search] = useSearchState();
  if (isWaiting) return <ConsoleWaiting />;
  if (items.length === 0) {
    return <p className="places-empty">{say(search.q || search.kind ? 'noneFound' : 'none')}</p>;
  }
  const areAll = items.every((one) => chosen.has(one.code));
  const toggle = (codes: readonly string[], isOn: boolean) => {
    const next = new Set(chosen);
    for (const code of codes) {
      if (isOn && next.size < CHOSEN_MAX) next.add(code);
      if (!isOn) next.delete(code);
    }
    onChoose(next);
  };
  return (
    // A wide table scrolls by itself, also by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="places-scroll" tabIndex={0} aria-label={say('title')}>
      <table className="places-table">
        <thead>
          <tr>
            <th scope="col">
              <Checkbox
                aria-label={say('chooseAll')}
                checked={areAll}
                onChange={(event) =>
                  toggle(
                    items.map((one) => one.code),
                    event.target.checked,
                  )
                }
              />
            </th>
            {(['name', 'kind', 'region', 'grid', 'code'] as const).map((column) => (
              <th key={column} scope="col">
                {say(column)}
              </th>
            ))}
            <th scope="col">
              <span className="places-hidden">{say('edit')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <PlaceRow
              key={one.code}
              place={one}
              isChosen={chosen.has(one.code)}
              onToggle={(isOn) => toggle([one.code], isOn)}
              onEdit={() => onEdit(one)}
              onDone={onDone}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PlaceRow({
  place,
  isChosen,
  onToggle,
  onEdit,
  onDone,
}: {
  place: NamedPlace;
  isChosen: boolean;
  onToggle: (isOn: boolean) => void;
  onEdit: () => void;
  onDone: (words: string) => void;
}) {
  const say = useTexts(namedPlaceTexts);
  return (
    <tr>
      <td>
        <Checkbox
          aria-label={say('choose', { name: place.name })}
          checked={isChosen}
          onChange={(event) => onToggle(event.target.checked)}
        />
      </td>
      <th scope="row">
        {place.name} {!place.isActive && <Tag>{say('ended')}</Tag>}
        {place.address && <small>{place.address}</small>}
      </th>
      <td>{say(`kind_${place.kind}`)}</td>
      <td>{place.regionNames}</td>
      <td>{place.grid?.name ?? say('noGrid')}</td>
      <td className="places-code">{place.code}</td>
      <td className="places-acts">
        <Button size="small" aria-label={say('editOf', { name: place.name })} onClick={onEdit}>
          {say('edit')}
        </Button>
        <EndButton place={place} onDone={onDone} />
      </td>
    </tr>
  );
}

/** Undone by the same button: nothing is asked before. */
function EndButton({ place, onDone }: { place: NamedPlace; onDone: (words: string) => void }) {
  const say = useTexts(namedPlaceTexts);
  const { code, name, isActive } = place;
  const change = useMutation({
    mutationFn: () =>
      api('PATCH /api/places/{code}', { params: { code }, body: { isActive: !isActive } }),
    onSuccess: () => onDone(say('saved', { name })),
  });
  return (
    <>
      <Button
        size="small"
        title={isActive ? say('endHelp') : undefined}
        aria-label={`${say(isActive ? 'end' : 'resume')} ${name}`}
        loading={change.isPending}
        onClick={() => change.mutate()}
      >
        {say(isActive ? 'end' : 'resume')}
      </Button>
      <ProblemNotice error={change.error} />
    </>
  );
}
