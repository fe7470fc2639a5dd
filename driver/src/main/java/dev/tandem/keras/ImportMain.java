package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The process that opens a file of Keras's. Its arguments: the file, a directory with {@code compile.json}, into which it writes
 * {@code model.zip} with {@code warnings.txt} and perhaps {@code frozen.txt}, or {@code error.txt}. It ends with the process that started it.
 */
public final class ImportMain {

    static final String COMPILE = "compile.json";
    static final String MODEL = "model.zip";
    static final String WARNINGS = "warnings.txt";
    static final String FROZEN = "frozen.txt";
    static final String ERROR = "error.txt";
    static final int REFUSED = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ImportMain() {}

    public static void main(String[] arguments) throws IOException {
        endWithParent();
        Path directory = Path.of(arguments[1]);
        int status = run(Path.of(arguments[0]), directory);
        Runtime.getRuntime().halt(status);
    }

    static int run(Path file, Path directory) throws IOException {
        try {
            Compile compile = compile(JSON.readTree(directory.resolve(COMPILE).toFile()));
            Conversion made = new Converter(compile).read(file, directory);
            Files.write(directory.resolve(WARNINGS), made.warnings());
            if (made.frozenUntil().isPresent()) {
                Files.writeString(directory.resolve(FROZEN), made.frozenUntil().get());
            }
            ModelSerializer.writeModel(made.network(), directory.resolve(MODEL).toFile(), false);
            return 0;
        } catch (IOException | RuntimeException e) {
            String message = e instanceof IOException ? e.getMessage() : e.toString();
            Files.writeString(directory.resolve(ERROR), String.valueOf(message));
            return REFUSED;
        }
    }

    /** The parent holds the other end of the standard input, and lets go of it only by ending. */
    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Whatever it says.
                        }
                    } catch (IOException e) {
                        // Broken off is over, too.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    static String toJson(Compile compile) throws IOException {
        var json = JSON.createObjectNode();
        compile.loss().ifPresent(loss -> json.put("loss", loss));
        compile.optimizer()
                .ifPresent(optimizer ->
                        json.putPOJO("options", optimizer.options()).put("optimizer", optimizer.name()));
        return JSON.writeValueAsString(json);
    }

    @SuppressWarnings("unchecked") // an object of JSON is a map of names
    private static Compile compile(JsonNode json) {
        Optional<String> loss = json.has("loss") ? Optional.of(json.path("loss").asText()) : Optional.empty();
        if (!json.has("optimizer")) {
            return new Compile(Optional.empty(), loss);
        }
        Map<String, @Nullable Object> options = JSON.convertValue(json.path("options"), Map.class);
        return new Compile(
                Optional.of(new Compile.Optimizer(json.path("optimizer").asText(), options)), loss);
    }
}
