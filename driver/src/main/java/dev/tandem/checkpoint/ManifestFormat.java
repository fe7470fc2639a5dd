package dev.tandem.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A {@link Manifest} as a sealed JSON object. */
final class ManifestFormat {

    /** Raised when a reader of the version before would misread what is written. */
    static final int VERSION = 1;

    /** A longer file is no manifest. */
    static final int MOST_BYTES = 1 << 20;

    private ManifestFormat() {}

    static byte[] write(Manifest manifest) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("format", VERSION);
        node.put("claim", manifest.id().claim());
        node.put("sequence", manifest.id().sequence());
        node.put("token", manifest.token());
        node.put("time", manifest.time().toString());
        node.put("epoch", manifest.position().epoch());
        node.put("round", manifest.position().round());
        ObjectNode metrics = node.putObject("metrics");
        manifest.metrics().forEach((name, value) -> Fields.putNumber(metrics, name, value));
        node.set("owner", OwnerFormat.write(manifest.owner()));
        ArrayNode files = node.putArray("files");
        manifest.files().forEach(file -> writeFile(files.addObject(), file));
        return Envelope.seal(Json.bytes(node));
    }

    private static void writeFile(ObjectNode node, DataFile file) {
        node.put("name", file.name());
        node.put("kind", file.kind().name().toLowerCase(Locale.ROOT));
        node.put("file", file.file());
        node.put("bytes", file.bytes());
        node.put("crc32c", file.crc32c());
        node.put("sha256", file.sha256());
    }

    /**
     * Reads what {@link #write} made.
     *
     * @param file its path, for messages
     * @throws NewerFormatException if the manifest is whole, but of a version after this one
     */
    static Manifest read(String file, CommitId id, byte[] bytes) throws InvalidCommitException, NewerFormatException {
        if (!Envelope.isIntact(bytes)) {
            throw new InvalidCommitException(
                    file + " is damaged: its checksum does not fit its " + bytes.length + " bytes");
        }
        Fields fields = new Fields(file, Json.object(bytes, file));
        int version = fields.integer("format");
        if (version > VERSION) {
            throw new NewerFormatException(file, version, VERSION);
        }
        try {
            return manifest(file, id, fields);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new InvalidCommitException(file + ": " + e.getMessage());
        }
    }

    private static Manifest manifest(String file, CommitId id, Fields fields) throws InvalidCommitException {
        CommitId written = new CommitId(fields.integer("claim"), fields.integer("sequence"));
        if (!written.equals(id)) {
            throw new InvalidCommitException(file + " is the manifest of commit " + written + ", not of " + id);
        }
        List<DataFile> files = new ArrayList<>();
        for (JsonNode node : fields.array("files")) {
            files.add(readFile(file, id, new Fields(file, node)));
        }
        return new Manifest(
                id,
                fields.text("token"),
                OwnerFormat.read(fields.object("owner")),
                Instant.parse(fields.text("time")),
                new Position(fields.integer("epoch"), fields.integer("round")),
                fields.object("metrics").numbers(),
                files);
    }

    private static DataFile readFile(String file, CommitId id, Fields fields) throws InvalidCommitException {
        String name = fields.text("file");
        if (!CommitId.of(name).equals(Optional.of(id)) || name.indexOf('/') >= 0) {
            throw new InvalidCommitException(file + " names a file that is not of commit " + id + ": '" + name + "'");
        }
        return new DataFile(
                fields.text("name"),
                DataFile.Kind.valueOf(fields.text("kind").toUpperCase(Locale.ROOT)),
                name,
                fields.count("bytes"),
                fields.text("crc32c"),
                fields.text("sha256"));
    }
}
