import { z } from 'zod'

const workspace = z.string().min(1).describe('Slug of the workspace, or its uuid in braces')
const repo_slug = z.string().min(1).describe('Slug of the repository, or its uuid in braces')
const filename = z.string().min(1).describe('Name of the file')

const repository = z.object({ workspace, repo_slug })
const file = repository.extend({ filename })

export const inputs = {
  list: z.object({
    path_parameters: repository,
    parameters: z
      .object({
        page: z.union([z.number().int().positive(), z.string()]).optional(),
        pagelen: z.number().int().positive().max(100).optional().describe('Files on a page'),
        q: z.string().optional().describe('Only files that are meant by this query: name ~ "zip"'),
        sort: z.string().optional().describe('A field to sort by, backwards with - in front: -size'),
        all_pages: z.boolean().optional().describe('Gives the files of all pages'),
      })
      .optional(),
  }),
  get: z.object({
    path_parameters: file,
    output_path: z
      .string()
      .optional()
      .describe(
        'Where to save the file, below the allowed folder; nothing is replaced. Without it the content comes as base64',
      ),
  }),
  upload: z.object({
    path_parameters: repository,
    form_body: z.object({
      file: z.array(
        z.object({
          file_name: z.string().min(1).describe('The name that the file gets'),
          file: z.string().optional().describe('The content as base64 of at most 10 MB'),
          path: z.string().optional().describe('In the place of the content: a file below the allowed folder'),
        }),
      ),
    }),
  }),
  delete: z.object({ path_parameters: file }),
}

const output = z.object({
  status_code: z.number().int(),
  response_headers: z.record(z.string(), z.string()),
  reason: z.string(),
})

const page = { pagelen: z.number().optional(), size: z.number().optional(), page: z.number().optional() }

export const outputs = {
  list: output.extend({
    values: z.array(z.looseObject({ name: z.string().nullish(), size: z.number().nullish() })),
    ...page,
    next: z.string().optional(),
    previous: z.string().optional(),
    json_body: z.looseObject({}),
  }),
  get: output.extend({
    file: z.object({
      filename: z.string(),
      file: z.string().describe('The content as base64, or where it has been saved'),
      encoding: z.enum(['base64', 'path']).describe('Which of both it is'),
    }),
  }),
  upload: output,
  delete: output.extend({ response_text: z.string() }),
}
