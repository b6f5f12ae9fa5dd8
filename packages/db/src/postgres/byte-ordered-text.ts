import {
  type DataTypeNode,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryId,
  RawNode,
  type RootOperationNode,
} from 'kysely'

/** Columns of text sort and compare by their bytes, as on SQLite, whatever locale the database was created with. */
export class ByteOrderedText implements KyselyPlugin {
  readonly #transformer = new TextColumns()

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    return this.#transformer.transformNode(node, queryId)
  }

  async transformResult({ result }: PluginTransformResultArgs) {
    return result
  }
}

class TextColumns extends OperationNodeTransformer {
  protected override transformDataType(node: DataTypeNode, queryId?: QueryId): DataTypeNode {
    const kept = super.transformDataType(node, queryId)
    const ordered: OperationNode = RawNode.createWithSql('text collate "C"')
    return kept.dataType === 'text' ? (ordered as DataTypeNode) : kept
  }
}
