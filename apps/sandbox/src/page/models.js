// Events, models and collections in the manner of WhatsApp Web: attributes are own properties, `change:x` goes from the
// model to its collection, and everything that leaves the page has a toJSON without cycles.

export class Emitter {
  #listeners = new Map();

  on(names, listener) {
    for (const name of String(names).split(' ')) {
      if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
      this.#listeners.get(name).add(listener);
    }
    return this;
  }

  once(names, listener) {
    const wrapped = (...values) => {
      this.off(names, wrapped);
      listener(...values);
    };
    return this.on(names, wrapped);
  }

  off(names, listener) {
    for (const name of String(names).split(' ')) this.#listeners.get(name)?.delete(listener);
    return this;
  }

  trigger(name, ...values) {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(...values);
      } catch (error) {
        console.error(error);
      }
    }
  }
}

export class Model extends Emitter {
  /** A message is in the chat's own collection and in that of all messages; both tell of its changes. */
  #collections = new Set();

  joined(collection) {
    this.#collections.add(collection);
  }

  constructor(attributes = {}) {
    super();
    Object.assign(this, attributes);
  }

  set(changes) {
    let isChanged = false;
    for (const [name, value] of Object.entries(changes)) {
      const before = this[name];
      if (before === value) continue;
      this[name] = value;
      isChanged = true;
      this.trigger(`change:${name}`, this, value, before);
      for (const collection of this.#collections) collection.trigger(`change:${name}`, this, value, before);
    }
    if (!isChanged) return;
    this.trigger('change', this);
    for (const collection of this.#collections) collection.trigger('change', this);
  }

  serialize() {
    const plain = {};
    for (const [name, value] of Object.entries(this)) {
      if (typeof value === 'function' || value instanceof Emitter) continue;
      plain[name] = value && typeof value.toJSON === 'function' ? value.toJSON() : value;
    }
    return plain;
  }

  toJSON() {
    return this.serialize();
  }

  unsafe() {
    return this;
  }
}

export const keyOf = (id) => (typeof id === 'string' ? id : (id?._serialized ?? id?.toString()));

export class Collection extends Emitter {
  #models = new Map();

  get length() {
    return this.#models.size;
  }

  add(model) {
    const key = keyOf(model.id);
    if (this.#models.has(key)) return this.#models.get(key);
    this.#models.set(key, model);
    model.joined(this);
    this.trigger('add', model);
    return model;
  }

  remove(model) {
    if (this.#models.delete(keyOf(model.id))) this.trigger('remove', model);
  }

  get(id) {
    return this.#models.get(keyOf(id));
  }

  getModelsArray() {
    return [...this.#models.values()];
  }

  get models() {
    return this.getModelsArray();
  }

  async find(id) {
    return this.get(id);
  }

  async update(id) {
    return this.get(id);
  }

  toJSON() {
    return [];
  }
}
