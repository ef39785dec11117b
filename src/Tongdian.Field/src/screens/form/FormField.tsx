import type { ComponentChildren } from 'preact';
import type { Fault } from '../../core/form/check';
import { same } from '../../core/form/same';
import type { FieldView, Origin } from '../../model';
import { CodeScanner } from '../../tools/code/CodeScanner';
import { StructureGuide } from '../../tools/guide/StructureGuide';
import { PositionInput, type KnownPlace } from '../../tools/position/PositionInput';
import { useLanguage, useWords } from '../../words/words';
import { Icon } from '../Icon';
import { Checklist } from './Checklist';
import { Labelled } from './Labelled';
import { PlainInput } from './PlainInput';
import { Rows } from './Rows';
import { plainValue } from './plainValue';

export type FieldChange = (value: unknown, how: Origin) => void;

export interface FormFieldProps {
  field: FieldView;
  value: unknown;
  origin?: Origin;
  required: boolean;
  faults: Fault[];
  answered: string[];
  address?: { lat: number; lon: number };
  readOnly: boolean;
  readings: { value: unknown; confidence: number }[];
  /** Of a checklist: the photos that were taken at one of its items. */
  photosAt?: (item: string) => ComponentChildren;
  onChange: FieldChange;
}

// A number that stands on a thing as a bar code: of a meter, a seal, a transformer, a pole.
const onAThing = /(number|code|seal|meter|barcode)/i;

// What is easier told from a picture than from a word.
const pictured = new Set(['buildingStructure', 'lineType']);

/** A field as its type asks for it. */
export function FormField(props: FormFieldProps) {
  const { field, value, origin, required, faults, answered, readings, readOnly, onChange } = props;
  const words = useWords();
  const { language } = useLanguage();
  const reading = !readOnly && !pictured.has(field.id) && readings.find((r) => !same(r.value, value));
  const scanned = field.type === 'text' && field.pattern && onAThing.test(field.id);
  return (
    <div class="field" id={`field-${field.id}`}>
      {readOnly ? (
        <Labelled {...{ field, required, origin }}>
          <p class="value">{plainValue(field, value, words)}</p>
        </Labelled>
      ) : field.type === 'position' ? (
        <PositionInput
          language={language}
          label={field.label + (required ? '' : ` (${words.form.optional})`)}
          value={(value as KnownPlace | undefined) ?? undefined}
          origin={origin}
          address={props.address}
          onChange={(place, how) => onChange({ lat: place.lat, lon: place.lon, accuracyM: place.accuracyM }, how)}
        />
      ) : scanned ? (
        <CodeScanner
          language={language}
          label={field.label}
          help={field.help}
          value={(value as string | undefined) ?? ''}
          origin={origin}
          pattern={field.pattern}
          onChange={(text, how) => onChange(text === '' ? undefined : text, how)}
        />
      ) : field.type === 'choice' && pictured.has(field.id) ? (
        <StructureGuide
          language={language}
          label={field.label}
          options={field.options ?? []}
          value={value as string | undefined}
          proposal={readings.map((r) => ({ value: String(r.value), confidence: r.confidence }))[0]}
          onChange={onChange}
        />
      ) : field.type === 'rows' ? (
        <Rows {...{ field, required, faults }} value={value as Record<string, unknown>[] | undefined} {...{ onChange }} />
      ) : field.type === 'checklist' ? (
        <Checklist {...{ field, required, faults, onChange }} value={value as never} photosAt={props.photosAt} />
      ) : (
        <PlainInput {...{ field, value, origin, required, onChange }} wrong={faults.length > 0 || answered.length > 0} />
      )}
      {reading && (
        <p class="proposal">
          <Icon name="scan-line" />
          {words.form.read(plainValue(field, reading.value, words), reading.confidence)}
          <button type="button" onClick={() => onChange(reading.value, 'read')}>
            {words.form.use}
          </button>
        </p>
      )}
      {field.type !== 'rows' &&
        field.type !== 'checklist' &&
        faults.map((fault) => (
          <p class="wrong" key={fault.code} role="alert">
            {words.of(field.label, words.fault(fault))}
          </p>
        ))}
      {answered.map((text) => (
        <p class="wrong" key={text} role="alert">
          {text}
        </p>
      ))}
    </div>
  );
}
