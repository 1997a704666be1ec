/** Where the header takes up the main action of the page. */
export const PAGE_ACTION_ID = 'page-action'
