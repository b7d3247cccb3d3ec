import { useEffect, useReducer, useState } from 'preact/hooks';
import type { Drawing } from '../../../core/chat/preview/page/drawing.ts';
import { follow, type Hello } from './client.ts';
import { Logo } from './logo.tsx';
import { Pane } from './pane.tsx';
import { nothing, take } from './told.ts';
import './window.css';

type Scheme = 'light' | 'dark';

const dark = matchMedia('(prefers-color-scheme: dark)');

/** The services side by side; one at a time where there is no room for two. */
export function Window({ drawings }: { readonly drawings: readonly Drawing[] }) {
  const placeOf = (service: string) => drawings.findIndex(({ name }) => name === service);
  const [hello, setHello] = useState<Hello>();
  const [isThere, setThere] = useState(true);
  const [told, tell] = useReducer(take, nothing);
  const [scheme, setScheme] = useState<Scheme>(dark.matches ? 'dark' : 'light');
  const [showsPayloads, setShowsPayloads] = useState(false);
  const [chosen, setChosen] = useState('');
  useEffect(
    () =>
      follow({
        hello(first) {
          tell({ kind: 'forget' });
          for (const event of first.events) tell(event);
          setHello(first);
        },
        event: tell,
        isThere: setThere,
      }),
    [],
  );
  useEffect(() => {
    document.documentElement.dataset.scheme = scheme;
  }, [scheme]);
  const services = (hello?.services ?? []).toSorted((a, b) => placeOf(a.name) - placeOf(b.name));
  const narrow = chosen || services[0]?.name || '';
  return (
    <>
      <header>
        <Logo />
        <h1>Paperboy</h1>
        <nav class="services" aria-label="Services">
          {services.map(({ name, title }) => (
            <button type="button" key={name} aria-pressed={name === narrow} onClick={() => setChosen(name)}>
              {title}
            </button>
          ))}
        </nav>
        <span class="spring" />
        <label>
          <input
            type="checkbox"
            checked={showsPayloads}
            onChange={(event) => setShowsPayloads(event.currentTarget.checked)}
          />
          Payloads
        </label>
        <label>
          <input
            type="checkbox"
            checked={scheme === 'dark'}
            onChange={(event) => setScheme(event.currentTarget.checked ? 'dark' : 'light')}
          />
          Dark
        </label>
      </header>
      {!isThere && (
        <p class="notice" role="status">
          Paperboy does not answer. Start it again, and open the new address it says.
        </p>
      )}
      <main>
        {hello === undefined && isThere && <p class="empty">Paperboy is getting ready …</p>}
        {hello !== undefined &&
          drawings.map((drawing) => {
            const service = services.find(({ name }) => name === drawing.name);
            if (service === undefined) return null;
            const pane = {
              service,
              drawing,
              told,
              showsPayloads,
              people: hello.people,
              shared: hello.shared,
            };
            return <Pane key={service.name} {...pane} isChosen={service.name === narrow} />;
          })}
      </main>
    </>
  );
}
