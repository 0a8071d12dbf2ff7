/* The little that pages do by themselves: every form works without it. */
