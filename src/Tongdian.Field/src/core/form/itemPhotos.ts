import type { FieldView, Guid } from '../../model';

/** An item of a checklist: its field and its own id. */
export interface ItemPlace {
  field: string;
  id: string;
}

type Item = { photos?: Guid[] } | undefined;
type Items = Record<string, Item>;
type Fields = Record<string, unknown>;

/** The photos that were taken at an item. */
export const photosAt = (fields: Fields, { field, id }: ItemPlace): Guid[] => (fields[field] as Items | undefined)?.[id]?.photos ?? [];

/** All that were taken at items. */
export function photosOfItems(fields: Fields, form: { field: FieldView }[]): Set<Guid> {
  const lists = form.filter(({ field }) => field.type === 'checklist').map(({ field }) => (fields[field.id] as Items | undefined) ?? {});
  return new Set(lists.flatMap((items) => Object.values(items).flatMap((item) => item?.photos ?? [])));
}

export function withPhotoAt(fields: Fields, at: ItemPlace, file: Guid): Fields {
  const items = (fields[at.field] as Items | undefined) ?? {};
  return { ...fields, [at.field]: { ...items, [at.id]: { ...items[at.id], photos: [...photosAt(fields, at), file] } } };
}

/** Items name only photos that are handed in with them: the server takes no other. */
export function withPhotosAmong(fields: Fields, form: { field: FieldView }[], files: { file: Guid }[]): Fields {
  const there = new Set(files.map((f) => f.file));
  const kept = (item: Item): Item => {
    if (!item?.photos || item.photos.every((photo) => there.has(photo))) return item;
    const { photos, ...judged } = item;
    const left = photos.filter((photo) => there.has(photo));
    return left.length > 0 ? { ...judged, photos: left } : judged;
  };
  const lists = form.map((known) => known.field).filter((field) => field.type === 'checklist' && fields[field.id]);
  return {
    ...fields,
    ...Object.fromEntries(
      lists.map(({ id }) => [id, Object.fromEntries(Object.entries(fields[id] as Items).map(([item, judged]) => [item, kept(judged)]))]),
    ),
  };
}
