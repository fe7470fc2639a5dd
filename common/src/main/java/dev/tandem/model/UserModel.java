package dev.tandem.model;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;

/** Finds and calls a user's {@link ModelFactory}. */
final class UserModel {

    private UserModel() {}

    static Model create(String className, Map<String, Object> options) {
        @Nullable Model model = factory(className).create(options);
        if (model == null) {
            throw new IllegalArgumentException(
                    "Model class " + className + " made no network: its create returned null");
        }
        return model;
    }

    private static ModelFactory factory(String className) {
        try {
            Class<?> found = Class.forName(className, true, classLoader());
            if (!ModelFactory.class.isAssignableFrom(found)) {
                throw new IllegalArgumentException(
                        "Model class " + className + " does not implement " + ModelFactory.class.getName());
            }
            return (ModelFactory) found.getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "Cannot find model class " + className + ": give its full name, and its jar with --jars", e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "The constructor of model class " + className + " failed: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "Cannot make a " + className
                            + ": a model class must be public, with a public constructor without arguments",
                    e);
        }
    }

    private static ClassLoader classLoader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread != null ? ofThread : UserModel.class.getClassLoader();
    }
}
