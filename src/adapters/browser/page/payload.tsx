import { useEffect, useState } from 'preact/hooks';
import type { PayloadKind } from '../../../core/chat/preview/preview.ts';
import { perform } from './client.ts';

export type PayloadProps = {
  readonly who: { readonly service: string; readonly person: string };
  readonly kind: PayloadKind;
  /** Of the message or the form; '' for a person's own page. */
  readonly id: string;
  readonly payload: object;
};

/** What the service would get, and whether it keeps the service's rules. */
export function Payload({ who: { service, person }, kind, id, payload }: PayloadProps) {
  const [faults, setFaults] = useState<readonly string[]>();
  const written = JSON.stringify(payload, undefined, 2);
  useEffect(() => {
    setFaults(undefined);
    void perform('check', { service, person, kind, id }).then((answer) =>
      setFaults(answer.faults ?? [answer.notice ?? 'It could not be checked.']),
    );
  }, [service, person, kind, id, written]);
  const isRight = faults?.length === 0;
  return (
    <details class="payload" open>
      <summary>
        {faults === undefined
          ? 'Checking …'
          : isRight
            ? '✓ Keeps the documented rules'
            : '✗ Breaks the documented rules'}
        {` · ${JSON.stringify(payload).length.toLocaleString('en')} characters`}
      </summary>
      {faults !== undefined && !isRight && (
        <ul>
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
      <pre>{written}</pre>
    </details>
  );
}
