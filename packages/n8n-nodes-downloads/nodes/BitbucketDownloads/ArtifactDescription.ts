import type { INodeProperties } from 'n8n-workflow'

/** Names of the actions; their aliases are for workflows that are not made in the editor. */
const LIST = 'list_download_artifacts'
const GET = 'get_download_artifact_link'
const UPLOAD = 'upload_download_artifact'
const DELETE = 'delete_download_artifact'

export const artifactOperations: INodeProperties[] = [
  {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    displayOptions: { show: { resource: ['artifact'] } },
    options: [
      {
        name: 'Delete',
        value: DELETE,
        action: 'Delete a download artifact',
        description: 'Delete a file from the downloads of a repository',
      },
      {
        name: 'Download',
        value: GET,
        action: 'Download a download artifact',
        description: 'Get the content of a file of the downloads of a repository',
      },
      {
        name: 'Get Many',
        value: LIST,
        action: 'Get many download artifacts',
        description: 'List the files among the downloads of a repository',
      },
      {
        name: 'Upload',
        value: UPLOAD,
        action: 'Upload download artifacts',
        description: 'Add files to the downloads of a repository, in the place of those of the same name',
      },
    ],
    default: LIST,
  },
]

export const artifactFields: INodeProperties[] = [
  {
    displayName: 'Workspace',
    name: 'workspace',
    type: 'string',
    required: true,
    default: '',
    placeholder: 'e.g. acme',
    description: 'Slug of the workspace, or its UUID in braces',
    displayOptions: { show: { resource: ['artifact'] } },
  },
  {
    displayName: 'Repository',
    name: 'repoSlug',
    type: 'string',
    required: true,
    default: '',
    placeholder: 'e.g. site',
    description: 'Slug of the repository, or its UUID in braces',
    displayOptions: { show: { resource: ['artifact'] } },
  },
  {
    displayName: 'File Name',
    name: 'filename',
    type: 'string',
    required: true,
    default: '',
    placeholder: 'e.g. site-1.0.zip',
    description: 'Name of the file among the downloads',
    displayOptions: { show: { resource: ['artifact'], operation: [GET, 'get', DELETE, 'delete'] } },
  },
  {
    displayName: 'Put Output File in Field',
    name: 'outputField',
    type: 'string',
    required: true,
    default: 'data',
    hint: 'The name of the output binary field to put the file in',
    displayOptions: { show: { resource: ['artifact'], operation: [GET, 'get'] } },
  },
  {
    displayName: 'Input Data Field Name',
    name: 'inputFields',
    type: 'string',
    required: true,
    default: 'data',
    hint: 'The name of the input binary field with the file to upload; several are separated by commas',
    displayOptions: { show: { resource: ['artifact'], operation: [UPLOAD, 'upload'] } },
  },
  {
    displayName: 'Return All',
    name: 'returnAll',
    type: 'boolean',
    default: false,
    description: 'Whether to return all results or only up to a given limit',
    displayOptions: { show: { resource: ['artifact'], operation: [LIST, 'list'] } },
  },
  {
    displayName: 'Limit',
    name: 'limit',
    type: 'number',
    typeOptions: { minValue: 1, maxValue: 100 },
    default: 50,
    description: 'Max number of results to return',
    displayOptions: { show: { resource: ['artifact'], operation: [LIST, 'list'], returnAll: [false] } },
  },
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    displayOptions: { show: { resource: ['artifact'], operation: [LIST, 'list'] } },
    options: [
      {
        displayName: 'Filter',
        name: 'q',
        type: 'string',
        default: '',
        placeholder: 'e.g. name ~ ".zip"',
        description: 'Condition in the query language of the API that files must meet',
      },
      {
        displayName: 'Page',
        name: 'page',
        type: 'number',
        typeOptions: { minValue: 1 },
        default: 1,
        description: 'Number of the page to return, unless all are',
      },
      {
        displayName: 'Page Length',
        name: 'pagelen',
        type: 'number',
        typeOptions: { minValue: 1, maxValue: 100 },
        default: 100,
        description: 'How many files to ask for at a time, where all are returned',
      },
      {
        displayName: 'Sort By',
        name: 'sort',
        type: 'string',
        default: '',
        placeholder: 'e.g. -created_on',
        description: 'Field to sort by, backwards with a minus in front of it',
      },
      {
        displayName: 'Split Into Items',
        name: 'split',
        type: 'boolean',
        default: false,
        description: 'Whether to return each file as an item of its own, without the answer around them',
      },
    ],
  },
  {
    displayName: 'Options',
    name: 'uploadOptions',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    displayOptions: { show: { resource: ['artifact'], operation: [UPLOAD, 'upload'] } },
    options: [
      {
        displayName: 'File Name',
        name: 'fileName',
        type: 'string',
        default: '',
        description: 'Name to give to the file, when there is one only, in the place of the one that it has',
      },
    ],
  },
]
