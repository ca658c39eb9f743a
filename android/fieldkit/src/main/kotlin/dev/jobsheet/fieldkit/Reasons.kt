package dev.jobsheet.fieldkit

import dev.jobsheet.core.FieldException

/** The stable code of an error, for the program. */
val FieldException.code: String
    get() =
        when (this) {
            is FieldException.Refused -> code
            is FieldException.Storage -> code
            is FieldException.Server -> code
            is FieldException.Signature -> code
            is FieldException.Argument -> code
            is FieldException.Internal -> code
            is FieldException.Offline -> "sync.offline"
            is FieldException.NotEnrolled -> "device.unknown"
            is FieldException.Cancelled -> "cancelled"
        }

/** What to show the person, in the language the file was opened with. */
val FieldException.text: String
    get() =
        when (this) {
            is FieldException.Refused -> detail
            is FieldException.Storage -> detail
            is FieldException.Server -> detail
            is FieldException.Signature -> detail
            is FieldException.Argument -> detail
            is FieldException.Internal -> detail
            is FieldException.Offline -> detail
            is FieldException.NotEnrolled -> detail
            is FieldException.Cancelled -> detail
        }
