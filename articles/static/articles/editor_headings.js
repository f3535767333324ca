// A heading keeps the anchor that it was given when it was first saved, so links to it last.
import { Heading as BaseHeading } from "django-prose-editor/editor"

export const Heading = BaseHeading.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      id: {
        default: null,
        keepOnSplit: false,
        parseHTML: (element) => element.id || null,
        renderHTML: ({ id }) => (id ? { id } : {}),
      },
    }
  },
})
