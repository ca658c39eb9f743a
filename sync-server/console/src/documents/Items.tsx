import type { DocumentView, ItemView } from "../api/types";
import { Choose } from "../ui/Choose";
import { Panel } from "../ui/Page";
import type { KindWords } from "./kindWords";
import { useSayValue } from "./ValueShown";

interface Props {
  document: DocumentView;
  words: KindWords;
}

/** The lists in a document: each with its items, each item with its fields. */
export function Items({ document, words }: Props) {
  const collections = [...new Set(document.items.map(({ collection }) => collection))];
  return collections.map((collection) => (
    <Panel key={collection} title={words.head(collection)}>
      <ol className="items">
        {document.items
          .filter((item) => item.collection === collection)
          .map((item) => (
            <li key={item.id}>
              <Item document={document} words={words} item={item} />
            </li>
          ))}
      </ol>
    </Panel>
  ));
}

function Item({ document, words, item }: Props & { item: ItemView }) {
  const say = useSayValue(words, document.links);
  return (
    <dl className="facts">
      {item.fields.map(({ name, values }) => [
        <dt key={`${name}-name`}>{words.head(name)}</dt>,
        <dd key={name}>
          {values.length > 1 ? (
            <Choose values={values} pending={false} say={({ value, text }) => say(value, text)} />
          ) : (
            values.map(({ value, text }) => say(value, text))
          )}
        </dd>,
      ])}
    </dl>
  );
}
