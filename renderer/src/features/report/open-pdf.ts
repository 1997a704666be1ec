import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'

/** A PDF that can be drawn page by page. */
export interface OpenPdf {
  readonly pages: readonly PDFPageProxy[]
  close(): Promise<void>
}

const allPages = (document: PDFDocumentProxy): Promise<PDFPageProxy[]> =>
  Promise.all(Array.from({ length: document.numPages }, (_, index) => document.getPage(index + 1)))

/**
 * Opens a PDF with pdf.js, in a worker of its own: the same in every browser and in the desktop's window, which so
 * needs no viewer with rights beyond those of a page.
 */
export const openPdf = async (bytes: ArrayBuffer): Promise<OpenPdf> => {
  const [{ getDocument, PDFWorker }, { default: PdfJsWorker }] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs'),
    import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker')
  ])
  const port = new PdfJsWorker()
  const worker = PDFWorker.create({ port })
  // The worker takes the bytes it is given: the page keeps its own for saving.
  const task = getDocument({ data: new Uint8Array(bytes.slice(0)), worker, isEvalSupported: false })
  const close = async (): Promise<void> => {
    await task.destroy()
    worker.destroy()
    port.terminate()
  }
  try {
    const document = await task.promise
    return { pages: await allPages(document), close }
  } catch (error) {
    await close()
    throw error
  }
}
