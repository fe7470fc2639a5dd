package dev.tandem.bench.rivals;

import dev.tandem.bench.ChildProcess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A program that stays, and answers each line on its standard input with a line {@code answer WORDS} on its standard output, where other
 * lines are its own affair. It says one such line of its own once it is ready. Ends with its input.
 */
final class Dialogue implements AutoCloseable {

    private static final String MARK = "answer ";

    private final String program;
    private final Duration patience;
    private final Process process;
    private final File errors;

    private Dialogue(String program, Duration patience, Process process, File errors) {
        this.program = program;
        this.patience = patience;
        this.process = process;
        this.errors = errors;
    }

    /** Starts a program without waiting until it is ready; its timeout holds for each answer. */
    static Dialogue start(ChildProcess program) throws IOException {
        File errors = File.createTempFile("bench", ".log");
        ProcessBuilder builder = new ProcessBuilder(program.command()).redirectError(errors);
        builder.environment().putAll(program.environment());
        return new Dialogue(String.join(" ", tail(program.command())), program.timeout(), builder.start(), errors);
    }

    /** Says a line. */
    void say(Object... words) throws IOException {
        String line =
                String.join(" ", Arrays.stream(words).map(Object::toString).toList()) + "\n";
        process.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /**
     * Waits for the next answer.
     *
     * @throws IOException if there is none in time, or the program has ended; the message has its last lines
     */
    String hear() throws IOException, InterruptedException {
        CompletableFuture<@Nullable String> answer = CompletableFuture.supplyAsync(this::read);
        try {
            String line = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (line != null) {
                return line;
            }
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        }
        List<String> last = Files.readAllLines(errors.toPath());
        throw new IOException("No answer from " + program + "; its last lines: " + String.join(" | ", tail(last)));
    }

    /** Says a line and waits for the numbers that it is answered with. */
    double[] ask(Object... words) throws IOException, InterruptedException {
        say(words);
        return numbers(hear());
    }

    /** The numbers of an answer. */
    static double[] numbers(String answer) {
        return Arrays.stream(answer.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private @Nullable String read() {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        try {
            String line = output.readLine();
            while (line != null && !line.startsWith(MARK)) {
                line = output.readLine();
            }
            return line == null ? null : line.substring(MARK.length());
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        Files.deleteIfExists(errors.toPath());
    }

    private static List<String> tail(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - 5), lines.size());
    }
}
