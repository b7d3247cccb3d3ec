import { type Part, partOf, partsOf, stringOf } from '../../../core/chat/preview/json.ts';
import { Markdown } from './markdown.tsx';

/** The inputs of a modal, each under the name of its custom id. Discord completes nothing there, and tells of mistakes later. */
export function Fields({ payload }: { payload: object }) {
  return (
    <>
      {partsOf(partOf(payload).components).map((part, at) =>
        part.type === 18 ? (
          <Field key={at} part={part} />
        ) : (
          <Markdown key={at} text={stringOf(part.content)} />
        ),
      )}
    </>
  );
}

function Field({ part }: { part: Part }) {
  const input = partOf(part.component);
  const id = stringOf(input.custom_id);
  const hint = stringOf(part.description);
  return (
    <div class="field">
      <label for={id}>
        {stringOf(part.label)}
        {input.required !== false && <span class="required"> *</span>}
      </label>
      {hint !== '' && <p class="hint">{hint}</p>}
      <Input input={input} id={id} />
    </div>
  );
}

function Input({ input, id }: { input: Part; id: string }) {
  const common = { id, name: id, required: input.required !== false };
  const value = stringOf(input.value);
  if (input.type === 3) {
    const options = partsOf(input.options);
    const initial = stringOf(options.find((option) => option.default === true)?.value);
    return (
      <select {...common} defaultValue={initial}>
        {(initial === '' || !common.required) && <option value="" />}
        {options.map((option) => (
          <option key={stringOf(option.value)} value={stringOf(option.value)}>
            {stringOf(option.label)}
          </option>
        ))}
      </select>
    );
  }
  const limits = { maxLength: Number(input.max_length ?? 4_000), defaultValue: value };
  return input.style === 2 ? (
    <textarea {...common} {...limits} rows={4} />
  ) : (
    <input {...common} {...limits} />
  );
}
