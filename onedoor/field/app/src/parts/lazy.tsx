// A part that is fetched when it is first needed: the map is not in the first load.
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let made: ComponentType<P> | null = null;
  return (props: P) => {
    const [, redraw] = useState({});
    useEffect(() => {
      if (!made)
        void load().then((found) => {
          made = found;
          redraw({});
        });
    }, []);
    const Made = made;
    return Made ? <Made {...props} /> : <p>正在打开……</p>;
  };
}
