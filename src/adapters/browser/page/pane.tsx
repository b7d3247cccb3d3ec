import { useEffect, useRef, useState } from 'preact/hooks';
import type { Drawing } from '../../../core/chat/preview/page/drawing.ts';
import type { BoardMessage } from '../board.ts';
import { directOf, type Person } from '../places.ts';
import type { ActAnswer } from '../receive/acts.ts';
import { type Hello, perform } from './client.ts';
import { Composer } from './composer.tsx';
import { FormDialog, type OpenForm } from './form-dialog.tsx';
import { Message } from './message.tsx';
import { Payload } from './payload.tsx';
import type { Told } from './told.ts';

export type PaneProps = {
  readonly service: Hello['services'][number];
  readonly drawing: Drawing;
  readonly told: Told;
  readonly people: readonly Person[];
  readonly shared: string;
  readonly showsPayloads: boolean;
  readonly isChosen: boolean;
};

/** The name of a person's own page among the places. */
const HOME = 'home';

/** One service, as one of the people sees it. */
export function Pane({ service, drawing, told, people, shared, showsPayloads, isChosen }: PaneProps) {
  const [person, setPerson] = useState(people[0]?.id ?? '');
  const [place, setPlace] = useState(shared);
  const [form, setForm] = useState<OpenForm>();
  const [notice, setNotice] = useState('');
  const who = { service: service.name, person };
  const channel = place === shared ? shared : directOf(person);

  const take = (answer: ActAnswer) => {
    setForm(answer.form);
    setNotice(answer.notice ?? '');
  };
  const visible = [...told.messages.values()].filter(
    (one) => one.service === service.name && one.channel === channel && (one.onlyFor ?? person) === person,
  );
  const messages = visible.filter(({ under, linkedIn }) => under === undefined && linkedIn === undefined);
  const repliesTo = (message: BoardMessage) => visible.filter(({ under }) => under === message.id);
  const home = told.homes.get(`${service.name} ${person}`);
  const list = useRef<HTMLDivElement>(null);
  const last = visible.at(-1)?.id;
  useEffect(() => {
    const newest = [...(list.current?.querySelectorAll('article') ?? [])].at(-1);
    // A long one is read from its beginning.
    newest?.scrollIntoView({
      block: newest.clientHeight > (list.current?.clientHeight ?? 0) ? 'start' : 'end',
    });
  }, [last, channel, place]);
  const open = (next: string) => {
    setPlace(next);
    if (next === HOME) void perform('home', who).then(take);
  };
  const play = (next: string) => {
    setPerson(next);
    if (place === HOME) void perform('home', { ...who, person: next }).then(take);
  };
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? id;
  const draw = (message: BoardMessage) => (
    <Message
      key={message.id}
      {...{ message, drawing, person, nameOf, showsPayloads, take, service: service.name }}
      linked={visible.filter(({ linkedIn }) => linkedIn === message.id)}
    />
  );

  return (
    <section class={`pane ${service.name}`} aria-label={service.title} data-chosen={isChosen}>
      <div class="bar">
        <h2>{service.title}</h2>
        <fieldset>
          <legend>You are</legend>
          {people.map(({ id, name, manages }) => (
            <button
              type="button"
              key={id}
              aria-pressed={id === person}
              title={manages ? 'Manages the channel' : 'A member of the channel'}
              onClick={() => play(id)}
            >
              {name}
            </button>
          ))}
        </fieldset>
      </div>
      <nav class="places" aria-label={`Places in ${service.title}`}>
        {[
          [shared, `# ${shared}`],
          ['direct', 'Direct message'],
          ...(service.hasHome ? [[HOME, 'Home']] : []),
        ].map(([name = '', label]) => (
          <button type="button" key={name} aria-pressed={place === name} onClick={() => open(name)}>
            {label}
          </button>
        ))}
        <span class="spring" />
        <button
          type="button"
          class="morning"
          title="Have the next digests come now"
          onClick={() => void perform('morning', who).then(take)}
        >
          Make it 09:00
        </button>
      </nav>
      {place === HOME ? (
        <div class="messages">
          {home !== undefined && (
            <>
              <drawing.Message
                payload={home}
                act={(control, chosenOption) =>
                  void perform('press-home', {
                    ...who,
                    control,
                    ...(chosenOption && { chosen: chosenOption }),
                  }).then(take)
                }
              />
              {showsPayloads && <Payload kind="home" who={who} id="" payload={home} />}
            </>
          )}
        </div>
      ) : (
        <>
          <div class="messages" ref={list} role="log" aria-label={`Messages in ${service.title}`}>
            {messages.length === 0 && (
              <p class="empty">Type /paper and some words below, or choose a command.</p>
            )}
            {messages.map((message) => (
              <div key={message.id}>
                {draw(message)}
                {repliesTo(message).length > 0 && <div class="thread">{repliesTo(message).map(draw)}</div>}
              </div>
            ))}
          </div>
          <Composer key={channel} {...{ ...who, channel, title: service.title, take }} />
        </>
      )}
      {notice !== '' && (
        <p class="notice" role="status">
          {notice}
        </p>
      )}
      {form !== undefined && (
        <FormDialog
          key={form.id}
          {...{ form, drawing, who, take, showsPayloads, close: () => setForm(undefined) }}
        />
      )}
    </section>
  );
}
