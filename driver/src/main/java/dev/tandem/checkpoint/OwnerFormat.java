package dev.tandem.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An {@link Owner} as JSON. */
final class OwnerFormat {

    private OwnerFormat() {}

    static ObjectNode write(Owner owner) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("run", owner.run());
        node.put("host", owner.host());
        node.put("pid", owner.pid());
        node.put("user", owner.user());
        ObjectNode versions = node.putObject("versions");
        owner.versions().forEach(versions::put);
        return node;
    }

    static Owner read(Fields fields) throws InvalidCommitException {
        return new Owner(
                fields.text("run"),
                fields.text("host"),
                fields.count("pid"),
                fields.text("user"),
                fields.object("versions").texts());
    }
}
