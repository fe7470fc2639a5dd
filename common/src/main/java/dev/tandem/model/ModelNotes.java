package dev.tandem.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.data.DataNotes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The entry {@code tandem.json} of a model file: what the model remembers of the data that it was trained on, as
 * {@code {"format": 1, "classes": […], "preparation": {…}}}. DL4J passes it over.
 */
public final class ModelNotes {

    static final String ENTRY = "tandem.json";

    private static final int FORMAT = 1;
    private static final int MOST_BYTES = 16 << 20;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ModelNotes() {}

    /**
     * Reads what a model file remembers.
     *
     * @return {@link DataNotes#NONE} where the file has no such entry, as DL4J's own files
     * @throws IOException if the file is missing, or the entry is damaged or of a newer version; the message names the file
     */
    public static DataNotes read(String path, Configuration hadoop) throws IOException {
        Path file = new Path(path);
        try (InputStream in = file.getFileSystem(hadoop).open(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(ENTRY)) {
                    return decode(zip.readNBytes(MOST_BYTES + 1));
                }
            }
            return DataNotes.NONE;
        } catch (FileNotFoundException e) {
            throw new FileNotFoundException("Cannot find the model file " + path);
        } catch (IOException e) {
            throw new IOException("Cannot read what the model in " + path + " remembers: " + e.getMessage(), e);
        }
    }

    /**
     * The notes as a model file gives them back: numbers may be of another type there.
     *
     * @throws IllegalArgumentException if they hold what JSON has no word for, or more than 16 MiB
     */
    public static DataNotes asSaved(DataNotes notes) {
        try {
            return decode(encode(notes));
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot save these notes with a model: " + e.getMessage(), e);
        }
    }

    static byte[] encode(DataNotes notes) {
        requireJson("preparation", notes.preparation());
        ObjectNode json = JSON.createObjectNode().put("format", FORMAT);
        json.set("classes", JSON.valueToTree(notes.classes()));
        json.set("preparation", JSON.valueToTree(notes.preparation()));
        try {
            byte[] bytes = JSON.writeValueAsBytes(json);
            if (bytes.length > MOST_BYTES) {
                throw new IllegalArgumentException("The notes() of the data take " + bytes.length
                        + " bytes, but a model file has room for " + MOST_BYTES);
            }
            return bytes;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write the notes() of the data: " + e.getOriginalMessage(), e);
        }
    }

    static DataNotes decode(byte[] bytes) throws IOException {
        if (bytes.length > MOST_BYTES) {
            throw damaged("is larger than " + MOST_BYTES + " bytes", null);
        }
        try {
            JsonNode json = JSON.readTree(bytes);
            if (json.path("format").isIntegralNumber() && json.path("format").longValue() > FORMAT) {
                throw new IOException(ENTRY + " has the format " + json.path("format") + ", but this version of Tandem"
                        + " knows " + FORMAT + " (take a newer one)");
            }
            if (json.path("format").intValue() != FORMAT
                    || !json.path("preparation").isObject()) {
                throw damaged("has no format and preparation", null);
            }
            Map<String, Object> preparation = JSON.convertValue(json.get("preparation"), new TypeReference<>() {});
            requireJson("preparation", preparation);
            return new DataNotes(classes(json.path("classes")), preparation);
        } catch (JsonProcessingException e) {
            throw damaged("is no JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw damaged("holds what it cannot: " + e.getMessage(), e);
        }
    }

    private static List<String> classes(JsonNode array) throws IOException {
        List<String> classes = new ArrayList<>();
        for (JsonNode name : array) {
            if (!name.isTextual()) {
                throw damaged("has the class " + name + ", which is no text", null);
            }
            classes.add(name.textValue());
        }
        if (!array.isArray()) {
            throw damaged("has no list of classes", null);
        }
        return classes;
    }

    private static void requireJson(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, below) -> requireJson(path + "." + key, below));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> requireJson(path + "[]", item));
        } else if (!(value instanceof String
                || value instanceof Boolean
                || (value instanceof Number number && Double.isFinite(number.doubleValue())))) {
            throw new IllegalArgumentException("The notes of the data have " + value + " at " + path
                    + " (must be a text, a finite number, true or false, a list or a map)");
        }
    }

    private static IOException damaged(String how, @Nullable Exception cause) {
        return new IOException(ENTRY + " is damaged: it " + how, cause);
    }
}
