import { type AnySchemaObject, Ajv2020 as Validator } from 'ajv/dist/2020.js';

/** What is wrong with a payload, each with its place: `/blocks/3/text must be object`; none where it is right. */
export type PayloadCheck = (payload: unknown) => readonly string[];

/** Checks payloads by one of the `$defs` of a JSON Schema, read at the first check. */
export function createPayloadCheck(schema: AnySchemaObject, name: string): PayloadCheck {
  let validate: ReturnType<Validator['compile']> | undefined;
  return (payload) => {
    validate ??= compile(schema, name);
    if (validate(payload)) return [];
    const faults = (validate.errors ?? []).map(({ instancePath, message = '' }) => ({
      depth: instancePath.split('/').length,
      text: `${instancePath} ${message}`.trim(),
    }));
    // Where no branch of a union fits, what is wrong furthest inside is of the branch that was meant.
    const deepest = Math.max(...faults.map(({ depth }) => depth));
    return [...new Set(faults.filter(({ depth }) => depth === deepest).map(({ text }) => text))];
  };
}

function compile(schema: AnySchemaObject, name: string) {
  const { $id: _, $ref: __, ...definitions } = schema;
  const formats = { uri: (text: string) => URL.canParse(text) };
  return new Validator({ strict: false, allErrors: true, formats }).compile({
    ...definitions,
    $ref: `#/$defs/${name}`,
  });
}
