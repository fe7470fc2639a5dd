package dev.tandem.bench.rivals;

import dev.tandem.bench.ChildProcess;
import dev.tandem.bench.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Python that has PyTorch, and the scripts beside the benchmark that run with it. */
record Torch(String python, String scripts) {

    /** Distributions' packages come with their own Python, which need not be the first on the path. */
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    /**
     * Finds it.
     *
     * @throws MissingException if there is none that may be compared to; the message says why
     */
    static Torch find(Settings settings) throws MissingException, InterruptedException {
        String scripts = settings.home().resolve("scripts/lib/bench").toString();
        List<String> reasons = new ArrayList<>();
        for (String python : PYTHONS) {
            Torch torch = new Torch(python, scripts);
            try {
                torch.script("check.py").output();
                return torch;
            } catch (IOException e) {
                reasons.add(e.getMessage());
            }
        }
        throw new MissingException("no PyTorch (on Debian: apt-get install python3-torch libopenblas0-pthread): "
                + String.join("; ", reasons));
    }

    /** One of the scripts, with one thread for each of its processes. */
    ChildProcess script(String name, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(python, "-B", scripts + "/" + name));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return ChildProcess.of(command)
                .environment("OMP_NUM_THREADS", "1")
                .environment("OPENBLAS_NUM_THREADS", "1")
                .timeout(Duration.ofMinutes(5));
    }

    /** What is missing, and how to get it. */
    static final class MissingException extends Exception {

        private static final long serialVersionUID = 1;

        MissingException(String message) {
            super(message);
        }
    }
}
