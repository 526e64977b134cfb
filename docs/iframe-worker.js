// The search of the site runs in a worker. A page from a folder may start none: a frame of the page takes its place.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.waiting = [];
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.documentElement.append(frame);
      this.inside = frame.contentWindow;
      // What the worker posts is for the page, and what it hears comes from there.
      this.inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      const program = this.inside.document.createElement("script");
      program.onload = () => {
        const waiting = this.waiting;
        this.waiting = null;
        waiting.forEach((data) => this.postMessage(data));
      };
      program.src = new URL(address, document.baseURI).href;
      this.inside.document.head.append(program);
    }

    postMessage(data) {
      if (this.waiting) this.waiting.push(data);
      else this.inside.dispatchEvent(new MessageEvent("message", { data }));
    }
  };
}
