package dev.tandem.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.apache.hadoop.security.AccessControlException;

/** Turns what a file system throws into: what could not be done to which file, why, and what to do. */
final class StoreErrors {

    interface Action<T> {
        T run() throws IOException;
    }

    private StoreErrors() {}

    /** Runs an action on a file and names both in its error; a missing or existing file keeps its own exception. */
    static <T> T naming(String verb, Object file, Action<T> action) throws IOException {
        try {
            return action.run();
        } catch (NoSuchFileException | FileNotFoundException e) {
            NoSuchFileException missing =
                    new NoSuchFileException(file.toString(), null, "no such file; another process may have deleted it");
            missing.initCause(e);
            throw missing;
        } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
            FileAlreadyExistsException exists =
                    new FileAlreadyExistsException(file.toString(), null, "it exists already and is not overwritten");
            exists.initCause(e);
            throw exists;
        } catch (org.apache.hadoop.fs.ChecksumException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("Cannot " + verb + " " + file + ": " + reason(e), e);
        }
    }

    /** Whether an action failed because its thread was told to stop. */
    static boolean isInterruption(Throwable failure) {
        return failure instanceof InterruptedIOException
                || failure instanceof ClosedByInterruptException
                || (failure.getCause() != null && isInterruption(failure.getCause()));
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException || e instanceof AccessControlException) {
            return "permission denied for user " + System.getProperty("user.name")
                    + ". Give it write permission or choose another run directory; earlier commits are intact.";
        }
        String said = e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : String.valueOf(e.getMessage());
        return said + advice(said.toLowerCase(Locale.ROOT));
    }

    private static String advice(String said) {
        if (said.contains("no space left") || said.contains("quota")) {
            return ". Free some space and run the same command again; earlier commits are intact.";
        }
        if (said.contains("datanode")) {
            return ". Bring the datanodes back and run the same command again; earlier commits are intact.";
        }
        if (said.contains("read-only")) {
            return ". Choose a run directory that can be written; earlier commits are intact.";
        }
        return "";
    }
}
