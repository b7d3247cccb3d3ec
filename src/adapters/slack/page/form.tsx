import { useState } from 'preact/hooks';
import { type Part, partOf, partsOf, stringOf } from '../../../core/chat/preview/json.ts';
import { Completions } from '../../../core/chat/preview/page/completions.tsx';
import type { Suggest } from '../../../core/chat/preview/page/drawing.ts';
import { Options } from './controls.tsx';
import { wordsOf } from './words.ts';

export type FieldsProps = {
  readonly payload: object;
  /** By action ids, which are those of their blocks. */
  readonly problems: Readonly<Record<string, string>>;
  readonly suggest: Suggest;
};

/** The inputs of a modal, each under the name of its action id. */
export function Fields({ payload, problems, suggest }: FieldsProps) {
  return (
    <>
      {partsOf(partOf(payload).blocks).map((block, at) =>
        block.type === 'input' ? (
          <Field key={at} block={block} problem={problems[stringOf(block.block_id)]} suggest={suggest} />
        ) : (
          <p key={at}>{wordsOf(block.text)}</p>
        ),
      )}
    </>
  );
}

type FieldProps = { readonly block: Part; readonly problem: string | undefined; readonly suggest: Suggest };

function Field({ block, problem, suggest }: FieldProps) {
  const element = partOf(block.element);
  const id = stringOf(element.action_id);
  const hint = wordsOf(block.hint);
  const isOptional = block.optional === true;
  return (
    <div class="field">
      <label for={id}>
        {wordsOf(block.label)}
        {isOptional && <small> (optional)</small>}
      </label>
      <Input element={element} id={id} isRequired={!isOptional} suggest={suggest} />
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {hint !== '' && <p class="hint">{hint}</p>}
    </div>
  );
}

type InputProps = {
  readonly element: Part;
  readonly id: string;
  readonly isRequired: boolean;
  readonly suggest: Suggest;
};

function Input({ element, id, isRequired, suggest }: InputProps) {
  const [choices, setChoices] = useState<Awaited<ReturnType<Suggest>>>([]);
  const common = { id, name: id, required: isRequired };
  const offer = (typed: string) => void suggest(id, typed).then(setChoices);
  switch (element.type) {
    case 'static_select':
      return (
        <select {...common} defaultValue={stringOf(partOf(element.initial_option).value)}>
          {(!isRequired || element.initial_option === undefined) && <option value="" />}
          <Options element={element} />
        </select>
      );
    case 'external_select': {
      const list = `choices-of-${id}`;
      return (
        <>
          <input
            {...common}
            list={list}
            autocomplete="off"
            placeholder={wordsOf(element.placeholder)}
            defaultValue={stringOf(partOf(element.initial_option).value)}
            onFocus={(event) => offer(event.currentTarget.value)}
            onInput={(event) => offer(event.currentTarget.value)}
          />
          <Completions id={list} choices={choices} />
        </>
      );
    }
    default: {
      const limits = {
        maxLength: Number(element.max_length ?? 3_000),
        defaultValue: stringOf(element.initial_value),
      };
      return element.multiline === true ? (
        <textarea {...common} {...limits} rows={4} />
      ) : (
        <input {...common} {...limits} />
      );
    }
  }
}
